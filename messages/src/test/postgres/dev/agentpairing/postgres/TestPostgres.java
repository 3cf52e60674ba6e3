package dev.agentpairing.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** One PostgreSQL server for the tests of a JVM: the one that is given, or one that is started for them. */
public final class TestPostgres {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final List<Runnable> BEFORE_THE_END = new CopyOnWriteArrayList<>();

    private TestPostgres() {}

    /** Where a new, empty database is. Without PostgreSQL the test is skipped, unless the build insists on it. */
    public static String freshDatabase(String kind) {
        var name = kind + "_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        var url = server();
        try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
    }

    /** Where whoever may do everything connects to; skipped and insisted on as above. */
    public static String server() {
        var required = System.getenv("CI") != null || "true".equals(System.getenv("PAIRING_TEST_REQUIRE_POSTGRES"));
        if (!required) {
            assumeTrue(
                    Server.URL.isPresent(), "no PostgreSQL: neither PAIRING_TEST_POSTGRES_URL nor the embedded one can be had");
        }
        return Server.URL.orElseThrow(
                () -> new IllegalStateException("PostgreSQL is required here and cannot be had", Server.problem));
    }

    /** Whether it is one that the tests have started. */
    public static boolean isOurs() {
        server();
        return !Server.GIVEN;
    }

    /** An empty database of one more server, which nobody else uses: it may be crashed. */
    public static String serverOfItsOwn() {
        server();
        try {
            var server = Server.launch();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Server.close(server)));
            return server.getJdbcUrl("postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At the end of the JVM, while the server still runs. */
    public static void beforeItEnds(Runnable close) {
        BEFORE_THE_END.add(close);
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
                var server = launch();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
                return Optional.of(server.getJdbcUrl("postgres", "postgres"));
            } catch (IOException | RuntimeException e) {
                problem = e;
                System.out.println("No PostgreSQL can be had: tests on it are skipped");
                return Optional.empty();
            }
        }

        /** Off, as the library has it, a crash of the server would take with it what was acknowledged. */
        private static EmbeddedPostgres launch() throws IOException {
            return EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on").setRegisterShutdownHook(false).start();
        }

        private static void stop(EmbeddedPostgres server) {
            BEFORE_THE_END.forEach(Runnable::run);
            close(server);
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
