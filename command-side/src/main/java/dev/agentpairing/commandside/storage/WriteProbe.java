package dev.agentpairing.commandside.storage;

import java.sql.SQLException;

import javax.sql.DataSource;

import org.axonframework.queryhandling.QueryHandler;

import dev.agentpairing.messages.freshness.ReadinessQuery.CanWrite;

/** Answers whether a write would work now, by one that is rolled back. */
final class WriteProbe {

    private final DataSource database;

    WriteProbe(DataSource database) {
        this.database = database;
    }

    @QueryHandler
    boolean on(CanWrite question) throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                return statement.executeUpdate("update write_probe set at = current_timestamp where id = 1") == 1;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
