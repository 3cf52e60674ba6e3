package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.springframework.util.FileSystemUtils;

import dev.agentpairing.postgres.TestPostgres;

import static org.assertj.core.api.Assertions.assertThat;

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
            return TestPostgres.freshDatabase("house");
        }

        @Override
        public String user() {
            return "";
        }
    };

    /** Where a new, empty database is. Without PostgreSQL the test is skipped, unless the build insists on it. */
    public abstract String freshUrl();

    /** User, and password too; empty where the address says it. */
    public abstract String user();

    /** Deletes what a program that has ended left behind; a server takes its databases with it. */
    public void forget(String url) {}

    /** Whether the PostgreSQL is one that the tests have started. */
    static boolean isOurs() {
        return TestPostgres.isOurs();
    }

    /** A new, empty PostgreSQL database, on a server that nobody else uses unless one is given to the tests. */
    static String toBreak() {
        return isOurs() ? TestPostgres.serverOfItsOwn() : POSTGRES.freshUrl();
    }

    /** PostgreSQL ends all its sessions and recovers when one of its processes dies. The checkpoint makes that short. */
    static void crash(String url) {
        try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
            var answers = statement.executeQuery("show synchronous_commit");
            answers.next();
            assertThat(answers.getString(1)).as("synchronous_commit: off, a crash takes what was acknowledged").isEqualTo("on");
            statement.execute("checkpoint");
            var own = statement.executeQuery("select pg_backend_pid()");
            own.next();
            ProcessHandle.of(own.getLong(1)).orElseThrow().destroyForcibly();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
