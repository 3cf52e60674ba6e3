package dev.agentpairing.queryside.rows;

import java.util.stream.Stream;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The indexes of the views other than their keys. To fill a table with them costs PostgreSQL several times as much as to make them when
 * it is full, so a rebuild puts them aside. What was put aside is stored in the same transaction, so that one that was cut short can still
 * make them. H2 ends a transaction with every change of an index; there they stay.
 */
public final class Indexes {

    private static final String ALL = "select indexname, indexdef from pg_indexes where schemaname = current_schema()"
            + " and tablename like 'view\\_%' and indexname not in (select conname from pg_constraint)";
    private static final String ANALYZE =
            "select 'analyze ' || quote_ident(tablename) from pg_tables where schemaname = current_schema() and tablename like 'view\\_%'";
    private static final int NO_LIMIT = 0;

    private final ViewsDatabase database;

    public Indexes(ViewsDatabase database) {
        this.database = database;
    }

    /** In the transaction that empties the views. */
    public void putAside() {
        if (database.dialect() == Dialect.POSTGRESQL) {
            var jdbc = database.jdbc();
            jdbc.update("insert into view_index (name, definition) " + ALL);
            execute(jdbc, jdbc.queryForList("select 'drop index ' || quote_ident(name) from view_index", String.class).stream());
        }
    }

    /** In the transaction that tells that the views are filled. Plans are made for full tables from then on. */
    public void putBack() {
        if (database.dialect() == Dialect.POSTGRESQL) {
            var jdbc = database.jdbc();
            execute(jdbc, jdbc.queryForList("select definition from view_index", String.class).stream());
            jdbc.update("delete from view_index");
            execute(jdbc, jdbc.queryForList(ANALYZE, String.class).stream());
        }
    }

    /** Such a statement may be silent for longer than any other. */
    private static void execute(JdbcTemplate jdbc, Stream<String> statements) {
        jdbc.execute((ConnectionCallback<Void>) connection -> {
            connection.setNetworkTimeout(Runnable::run, NO_LIMIT);
            try (var statement = connection.createStatement()) {
                for (var sql : statements.toList()) {
                    statement.execute(sql);
                }
            }
            return null;
        });
    }
}
