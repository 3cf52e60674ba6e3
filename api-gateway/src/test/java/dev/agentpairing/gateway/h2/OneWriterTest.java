package dev.agentpairing.gateway.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.agentpairing.gateway.house.Database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class OneWriterTest {

    private static final Duration A_WHILE = Duration.ofMillis(200);

    private final String url = Database.H2.freshUrl();
    private final HikariDataSource pool = pool(url);

    private static HikariDataSource pool(String url) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername("pairing");
        pool.setPassword("pairing");
        return (HikariDataSource) new OneWriter().postProcessBeforeInitialization(pool, "dataSource");
    }

    @BeforeEach
    void makeTable() throws SQLException {
        execute("create table written (id integer primary key)");
    }

    @AfterEach
    void close() {
        pool.close();
        Database.H2.forget(url);
    }

    private void execute(String sql) throws SQLException {
        try (var connection = pool.getConnection()) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private int rows() throws SQLException {
        try (var connection = pool.getConnection(); var statement = connection.createStatement();
                var answer = statement.executeQuery("select count(*) from written")) {
            answer.next();
            return answer.getInt(1);
        }
    }

    private Connection begun() throws SQLException {
        var connection = pool.getConnection();
        connection.setAutoCommit(false);
        execute(connection, "insert into written values (1)");
        return connection;
    }

    /** Tries it in another thread, and waits a while for it. */
    private Future<?> elsewhere(String sql) {
        var written = new FutureTask<Void>(() -> {
            execute(sql);
            return null;
        });
        var thread = Thread.ofPlatform().start(written);
        try {
            thread.join(A_WHILE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return written;
    }

    @Test
    void a_second_writer_waits_for_the_end_of_the_transaction_and_readers_do_not() throws Exception {
        Future<?> second;
        try (var first = begun()) {
            second = elsewhere("insert into written values (2)");
            assertThat(second.isDone()).isFalse();
            assertThat(rows()).isZero();
            first.commit();
        }
        second.get(10, TimeUnit.SECONDS);
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void what_is_rolled_back_closed_or_committed_by_a_setting_gives_the_turn_to_the_next() throws Exception {
        for (Ending ending : new Ending[] {Connection::rollback, Connection::close, connection -> connection.setAutoCommit(true)}) {
            try (var connection = begun()) {
                ending.of(connection);
                elsewhere("delete from written").get(10, TimeUnit.SECONDS);
            }
        }
    }

    private interface Ending {

        void of(Connection connection) throws SQLException;
    }

    @Test
    void a_statement_that_fails_alone_keeps_no_turn() throws Exception {
        execute("insert into written values (1)");
        assertThatThrownBy(() -> execute("insert into written values (1)")).isInstanceOf(SQLException.class);
        elsewhere("insert into written values (2)").get(10, TimeUnit.SECONDS);
    }

    @Test
    void one_that_fails_in_a_transaction_keeps_it_until_the_end() throws Exception {
        try (var connection = begun()) {
            assertThatThrownBy(() -> execute(connection, "insert into written values (1)")).isInstanceOf(SQLException.class);
            assertThat(elsewhere("insert into written values (2)").isDone()).isFalse();
        }
    }

    @Test
    void a_part_that_is_rolled_back_ends_nothing_nor_does_a_setting_that_is_so_already() throws Exception {
        try (var connection = begun()) {
            connection.rollback(connection.setSavepoint());
            connection.setAutoCommit(false);
            assertThat(elsewhere("insert into written values (2)").isDone()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"select id from written for update", "SELECT id FROM written FOR UPDATE"})
    void what_locks_rows_counts_as_writing(String sql) throws Exception {
        try (var connection = pool.getConnection(); var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeQuery(sql).close();
            assertThat(elsewhere("insert into written values (2)").isDone()).isFalse();
        }
    }

    @Test
    void a_transaction_that_only_reads_keeps_nobody_from_writing() throws Exception {
        try (var connection = pool.getConnection(); var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeQuery("select id from written").close();
            elsewhere("insert into written values (2)").get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_thread_that_writes_through_two_connections_does_not_wait_for_itself() throws Exception {
        try (var connection = begun()) {
            execute("insert into written values (2)");
            assertThat(elsewhere("insert into written values (3)").isDone()).isFalse();
            connection.commit();
        }
        elsewhere("insert into written values (4)").get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_pool_that_is_made_after_its_likeness_waits_too() throws Exception {
        var likeness = new HikariConfig();
        pool.copyStateTo(likeness);
        likeness.setPoolName("another");
        try (var other = new HikariDataSource(likeness); var connection = other.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "insert into written values (1)");
            assertThat(elsewhere("insert into written values (2)").isDone()).isFalse();
        }
    }

    @Test
    void other_databases_are_left_as_they_are() {
        try (var pool = pool("jdbc:postgresql://127.0.0.1/pairing")) {
            assertThat(pool.getDataSource()).isNull();
        }
    }
}
