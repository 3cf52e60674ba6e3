package dev.agentpairing.commandside.axon;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** One PostgreSQL server for the whole run, a new database of it for whoever asks. */
public final class TestPostgres {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestPostgres() {}

    /** Where to connect to. Without a server the test is skipped, unless the build insists on one. */
    public static String freshDatabase() {
        var required = System.getenv("CI") != null || "true".equals(System.getenv("PAIRING_TEST_REQUIRE_POSTGRES"));
        if (!required) {
            assumeTrue(Server.URL.isPresent(),
                    "no PostgreSQL: neither PAIRING_TEST_POSTGRES_URL nor the embedded one can be had");
        }
        var url = Server.URL.orElseThrow(
                () -> new IllegalStateException("PostgreSQL is required here and cannot be had", Server.problem));
        var name = "events_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
    }

    private static final class Server {

        private static Exception problem = new IllegalStateException("not tried");
        private static final Optional<String> URL = start();

        private static Optional<String> start() {
            var given = System.getenv("PAIRING_TEST_POSTGRES_URL");
            if (given != null) {
                return Optional.of(given);
            }
            try {
                return Optional.of(EmbeddedPostgres.builder().start().getJdbcUrl("postgres", "postgres"));
            } catch (IOException | RuntimeException e) {
                problem = e;
                return Optional.empty();
            }
        }
    }
}
