package dev.agentpairing.queryside.rows;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

import javax.sql.DataSource;

/** What the two databases write differently. */
public enum Dialect {
    H2,
    POSTGRESQL;

    static Dialect of(DataSource source) {
        try (var connection = source.getConnection()) {
            return switch (connection.getMetaData().getDatabaseProductName()) {
                case "H2" -> H2;
                case "PostgreSQL" -> POSTGRESQL;
                case String other -> throw new IllegalStateException("The views need H2 or PostgreSQL, not " + other);
            };
        } catch (SQLException e) {
            throw new IllegalStateException("The database of the views cannot be reached", e);
        }
    }

    /** Inserts a row or replaces the one with the same key, which is the first column. */
    public String upsert(String table, List<String> columns) {
        var names = String.join(", ", columns);
        var places = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        return switch (this) {
            case H2 -> "merge into %s (%s) key (%s) values (%s)".formatted(table, names, columns.getFirst(), places);
            case POSTGRESQL -> "insert into %s (%s) values (%s) on conflict (%s) do update set %s".formatted(
                    table, names, places, columns.getFirst(),
                    columns.stream().skip(1).map(column -> column + " = excluded." + column).collect(Collectors.joining(", ")));
        };
    }

    /** As {@link #upsert}; where the database can tell, a row stays that is as new as the one to be written, or newer. */
    String advance(String table, List<String> columns, String version) {
        var upsert = upsert(table, columns);
        return comparesVersions() ? "%s where %s.%s < excluded.%s".formatted(upsert, table, version, version) : upsert;
    }

    /** Whether {@link #advance} leaves newer rows alone. Where it does not, they must be looked up first. */
    boolean comparesVersions() {
        return this == POSTGRESQL;
    }

    /** Empties a table within the transaction; on H2 {@code truncate} would end it. */
    String empty(String table) {
        return switch (this) {
            case H2 -> "delete from " + table;
            case POSTGRESQL -> "truncate table " + table;
        };
    }
}
