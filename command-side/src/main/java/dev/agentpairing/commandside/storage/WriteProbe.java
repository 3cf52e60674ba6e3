package dev.agentpairing.commandside.storage;

import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.axonframework.queryhandling.QueryHandler;

import dev.agentpairing.messages.freshness.ReadinessQuery.CanWrite;

/**
 * Answers whether a write would work now, by one that is rolled back; at most one a second, however many ask. One row that is written
 * over and over needs no room, so after an append that failed it is an append that is tried, until one works.
 */
public final class WriteProbe {

    private static final long GOOD_FOR_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int ROOM = 8_000;
    private static final String UPDATE = "update write_probe set at = current_timestamp where id = 1";

    /** At a position below all others, so that none is used up. */
    private static final String APPEND = """
            insert into domain_event (global_index, event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                payload_type, payload)
            overriding system value values (?, ?, ?, 0, 'Probe', '', '', ?)""";

    private final DataSource database;
    private long worked = System.nanoTime() - GOOD_FOR_NANOS;
    private volatile boolean doubted;

    WriteProbe(DataSource database) {
        this.database = database;
    }

    /** The store did not take an append. */
    public void doubt() {
        doubted = true;
    }

    @QueryHandler
    synchronized boolean on(CanWrite question) throws SQLException {
        boolean append = doubted;
        if (!append && System.nanoTime() - worked < GOOD_FOR_NANOS) {
            return true;
        }
        boolean works = tryToWrite(append ? APPEND : UPDATE);
        worked = works ? System.nanoTime() : worked;
        if (append) {
            doubted = !works;
        }
        return works;
    }

    private boolean tryToWrite(String sql) throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            try {
                if (sql.equals(APPEND)) {
                    var id = UUID.randomUUID();
                    statement.setLong(1, -1 - (id.getLeastSignificantBits() & Long.MAX_VALUE >> 1));
                    statement.setString(2, id.toString());
                    statement.setString(3, id.toString());
                    statement.setBytes(4, incompressible());
                }
                return statement.executeUpdate() == 1;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static byte[] incompressible() {
        var bytes = new byte[ROOM];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }
}
