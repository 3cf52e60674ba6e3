package dev.agentpairing.queryside.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.ResultSetExtractor;

/**
 * One table of a view, read and written many rows at a time within the transaction of the batch.
 *
 * @param <K> key, the first column
 * @param <R> row, without its version, which is the last column
 */
public abstract class Table<K, R> {

    private static final String VERSION = "version";

    private final ViewsDatabase database;
    private final String name;
    private final String keyType;
    private final String read;
    private final String write;
    private final String nothing;
    private volatile @Nullable List<String> types;

    /** @param keyType the key's type as both databases call it */
    protected Table(ViewsDatabase database, String name, String keyType, String... columns) {
        var all = Stream.concat(Stream.of(columns), Stream.of(VERSION)).toList();
        this.database = database;
        this.name = name;
        this.keyType = keyType;
        this.read = "select %s from %s where %s = any(?)".formatted(String.join(", ", all), name, columns[0]);
        this.nothing = "select %s from %s where 1 = 0".formatted(String.join(", ", all), name);
        this.write = database.dialect().advance(name, all, VERSION);
    }

    protected abstract R row(ResultSet values) throws SQLException;

    protected abstract K key(R row);

    /** In the order of the columns. */
    protected abstract List<@Nullable Object> values(R row);

    /** Whether rows may be written without knowing what is there: a newer one stays. */
    boolean keepsNewerRows() {
        return database.dialect().comparesVersions();
    }

    void readInto(Map<K, Versioned<R>> rows, Collection<K> keys) {
        database.jdbc().query(connection -> {
            var statement = connection.prepareStatement(read);
            statement.setArray(1, connection.createArrayOf(keyType, keys.toArray()));
            return statement;
        }, (ResultSetExtractor<Map<K, Versioned<R>>>) values -> {
            while (values.next()) {
                var row = row(values);
                rows.put(key(row), new Versioned<>(row, values.getLong(VERSION)));
            }
            return rows;
        });
    }

    void write(List<Versioned<R>> rows) {
        try {
            writeAll(rows);
        } catch (DuplicateKeyException e) { // two were at it at once
            throw e;
        } catch (DataIntegrityViolationException e) {
            throw new RowRefused(e);
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) { // its values cannot even be had
            throw new RowRefused(e);
        }
    }

    private void writeAll(List<Versioned<R>> rows) {
        database.jdbc().batchUpdate(write, rows, rows.size(), this::bind);
    }

    private void bind(PreparedStatement statement, Versioned<R> versioned) throws SQLException {
        var place = 1;
        for (var value : values(versioned.row())) {
            if (value == null) {
                statement.setNull(place, Types.NULL, types().get(place - 1));
            } else {
                statement.setObject(place, Columns.bind(value));
            }
            place++;
        }
        statement.setLong(place, versioned.version());
    }

    /** Told of a null's type, PostgreSQL's driver can keep the statement for other rows, where there is a value or there is none. */
    private List<String> types() {
        var known = types;
        if (known == null) {
            known = database.jdbc().query(nothing, (ResultSetExtractor<List<String>>) values -> {
                var names = new ArrayList<String>();
                for (int column = 1; column <= values.getMetaData().getColumnCount(); column++) {
                    names.add(values.getMetaData().getColumnTypeName(column));
                }
                return names;
            });
            types = known;
        }
        return known;
    }

    /** If it fails, the transaction goes on without it. */
    void writeAlone(Versioned<R> row) {
        var jdbc = database.jdbc();
        var before = Objects.requireNonNull(jdbc.execute((ConnectionCallback<Savepoint>) Connection::setSavepoint));
        try {
            write(List.of(row));
        } catch (RowRefused e) {
            jdbc.execute((ConnectionCallback<Void>) connection -> {
                connection.rollback(before);
                return null;
            });
            throw e;
        }
    }

    void empty() {
        database.jdbc().update(database.dialect().empty(name));
    }
}
