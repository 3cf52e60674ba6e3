package dev.agentpairing.gateway.benchmark;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** How often a second the database itself can commit one row: the floor under every write. */
final class Commits {

    private static final String ROW = "x".repeat(400);

    private Commits() {}

    static void prepare(Store store) throws SQLException {
        try (var connection = store.connect(); var statement = connection.createStatement()) {
            statement.execute("create table benchmark_row (id bigint generated always as identity primary key, text varchar)");
        }
    }

    static double perSecond(Store store, int connections, Duration duration) {
        long began = System.nanoTime();
        long end = began + duration.toNanos();
        Callable<Integer> task = () -> commits(store, end);
        try (var threads = Executors.newFixedThreadPool(connections)) {
            int commits = 0;
            for (var one : threads.invokeAll(Stream.generate(() -> task).limit(connections).toList())) {
                commits += one.get();
            }
            return commits * 1e9 / (System.nanoTime() - began);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int commits(Store store, long end) throws SQLException {
        try (var connection = store.connect();
                var insert = connection.prepareStatement("insert into benchmark_row (text) values (?)")) {
            connection.setAutoCommit(false);
            int commits = 0;
            while (System.nanoTime() < end) {
                insert.setString(1, ROW);
                insert.executeUpdate();
                connection.commit();
                commits++;
            }
            return commits;
        }
    }
}
