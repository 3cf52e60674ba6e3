package dev.agentpairing.gateway.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** Where stores are had: files of H2, or databases of one embedded PostgreSQL. */
interface Server extends AutoCloseable {

    String name();

    Store fresh();

    @Override
    void close();

    /** @param folder on a disk; in memory a commit costs nothing */
    static Server of(String name, Path folder) {
        return switch (name) {
            case "h2" -> new H2(folder);
            case "postgresql" -> new Postgres(folder);
            default -> throw new IllegalArgumentException("No database is called " + name);
        };
    }

    final class H2 implements Server {

        private final Path folder;
        private int count;

        private H2(Path folder) {
            this.folder = folder.toAbsolutePath();
        }

        @Override
        public String name() {
            return "H2 (file)";
        }

        @Override
        public Store fresh() {
            return new Store("jdbc:h2:file:" + folder.resolve("store" + count++) + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
                    + ";DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE", "pairing");
        }

        @Override
        public void close() {}
    }

    final class Postgres implements Server {

        private final EmbeddedPostgres server;
        private int count;

        /** As a server for anything serious is set up, and unlike one for tests: a commit is on the disk when it is answered. */
        private Postgres(Path folder) {
            try {
                server = EmbeddedPostgres.builder()
                        .setDataDirectory(folder.toAbsolutePath().resolve("postgresql"))
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("shared_buffers", "512MB")
                        .setServerConfig("min_wal_size", "1GB")
                        .setServerConfig("max_wal_size", "4GB")
                        .setServerConfig("checkpoint_timeout", "15min")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String name() {
            return "PostgreSQL";
        }

        @Override
        public Store fresh() {
            var name = "store" + count++;
            try (var connection = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return new Store("jdbc:postgresql://localhost:" + server.getPort() + "/" + name + "?reWriteBatchedInserts=true", "postgres");
        }

        @Override
        public void close() {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
