package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.util.FileSystemUtils;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Real databases: an H2 file of its own, or a new database of the one PostgreSQL server of this run, for whoever asks. */
public enum Database {
    H2 {
        @Override
        public String freshUrl() {
            try {
                var folder = Files.createTempDirectory("agent-pairing-");
                return "jdbc:h2:file:" + folder.resolve("pairing")
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
                        + ";DB_CLOSE_ON_EXIT=FALSE";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String user() {
            return "pairing";
        }

        @Override
        public void forget(String url) {
            try {
                FileSystemUtils.deleteRecursively(Path.of(url.substring("jdbc:h2:file:".length(), url.indexOf(';'))).getParent());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },

    POSTGRES {
        @Override
        public String freshUrl() {
            var name = "house_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
            var url = server();
            try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return url.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
        }

        @Override
        public String user() {
            return "";
        }
    };

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Where a new, empty database is. Without PostgreSQL the test is skipped, unless the build insists on it. */
    public abstract String freshUrl();

    /** User, and password too; empty where the address says it. */
    public abstract String user();

    /** Deletes what a program that has ended left behind; a server takes its databases with it. */
    public void forget(String url) {}

    /** Whether the PostgreSQL is one that the tests have started. */
    static boolean isOurs() {
        server();
        return !Server.GIVEN;
    }

    /** PostgreSQL ends all its sessions and recovers when one of its processes dies. The checkpoint makes that short. */
    static void crash() {
        try (var connection = DriverManager.getConnection(server()); var statement = connection.createStatement()) {
            statement.execute("checkpoint");
            var own = statement.executeQuery("select pg_backend_pid()");
            own.next();
            ProcessHandle.of(own.getLong(1)).orElseThrow().destroyForcibly();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String server() {
        var required = System.getenv("CI") != null || "true".equals(System.getenv("PAIRING_TEST_REQUIRE_POSTGRES"));
        if (!required) {
            assumeTrue(
                    Server.URL.isPresent(), "no PostgreSQL: neither PAIRING_TEST_POSTGRES_URL nor the embedded one can be had");
        }
        return Server.URL.orElseThrow(
                () -> new IllegalStateException("PostgreSQL is required here and cannot be had", Server.problem));
    }

    private static final class Server {

        private static final boolean GIVEN = System.getenv("PAIRING_TEST_POSTGRES_URL") != null;
        private static Exception problem = new IllegalStateException("not tried");
        private static final Optional<String> URL = start();

        private static Optional<String> start() {
            if (GIVEN) {
                return Optional.of(System.getenv("PAIRING_TEST_POSTGRES_URL"));
            }
            try {
                var server = EmbeddedPostgres.builder().setRegisterShutdownHook(false).start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
                return Optional.of(server.getJdbcUrl("postgres", "postgres"));
            } catch (IOException | RuntimeException e) {
                problem = e;
                System.out.println("No PostgreSQL can be had: tests on it are skipped");
                return Optional.empty();
            }
        }

        private static void stop(EmbeddedPostgres server) {
            House.closeAll();
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
