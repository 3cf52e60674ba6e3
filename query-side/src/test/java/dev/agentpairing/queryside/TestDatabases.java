package dev.agentpairing.queryside;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import dev.agentpairing.queryside.rows.Dialect;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Real databases: one PostgreSQL server for the whole run, a new database of it for whoever asks. */
final class TestDatabases {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabases() {}

    /** Where to connect to, as Spring properties. */
    static Map<String, Object> fresh(Dialect dialect) {
        var name = "views_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        return switch (dialect) {
            case H2 -> Map.of(
                    "spring.datasource.url", "jdbc:h2:mem:" + name
                            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1",
                    "spring.datasource.username", "pairing", "spring.datasource.password", "pairing");
            case POSTGRESQL -> postgres(name);
        };
    }

    private static Map<String, Object> postgres(String name) {
        var server = Server.URL;
        var required = System.getenv("CI") != null || "true".equals(System.getenv("PAIRING_TEST_REQUIRE_POSTGRES"));
        if (!required) {
            assumeTrue(server.isPresent(), "no PostgreSQL: neither PAIRING_TEST_POSTGRES_URL nor the embedded one can be had");
        }
        var url = server.orElseThrow(() -> new IllegalStateException("PostgreSQL is required here and cannot be had",
                Server.problem));
        try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Map.of("spring.datasource.url", url.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name),
                "spring.datasource.username", "", "spring.datasource.password", "");
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
