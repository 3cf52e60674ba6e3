package dev.agentpairing.commandside.storage;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.axonframework.queryhandling.QueryHandler;

import dev.agentpairing.messages.freshness.ReadinessQuery.CanWrite;

/** Answers whether a write would work now, by one that is rolled back; at most one a second, however many ask. */
final class WriteProbe {

    private static final long GOOD_FOR_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DataSource database;
    private long worked = System.nanoTime() - GOOD_FOR_NANOS;

    WriteProbe(DataSource database) {
        this.database = database;
    }

    @QueryHandler
    synchronized boolean on(CanWrite question) throws SQLException {
        if (System.nanoTime() - worked < GOOD_FOR_NANOS) {
            return true;
        }
        boolean works = tryToWrite();
        worked = works ? System.nanoTime() : worked;
        return works;
    }

    private boolean tryToWrite() throws SQLException {
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
