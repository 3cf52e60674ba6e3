package dev.agentpairing.commandside.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.commandside.storage.LogTail.Appended;
import dev.agentpairing.postgres.TestPostgres;

import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@ValueSource(strings = {"H2", "PostgreSQL"})
@Execution(ExecutionMode.CONCURRENT)
class DatabaseTailTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final HikariDataSource database = new HikariDataSource();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - MINUTE); // such a clock may overflow at any time
    private final DatabaseTail tail;

    DatabaseTailTest(String product) {
        database.setJdbcUrl(product.equals("H2")
                ? "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1"
                : TestPostgres.freshDatabase("events"));
        EventStoreSchema.migrate(database);
        append("before", 0);
        tail = new DatabaseTail(new JdbcTemplate(database), EventStoreSchema.names(), nanos::get);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void append(String stream, long sequence) {
        try (var connection = database.getConnection()) {
            insert(connection, stream, sequence);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void insert(Connection connection, String stream, long sequence) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into domain_event (event_identifier, aggregate_identifier, sequence_number, type, time_stamp, payload_type, payload)
                values (?, ?, ?, 'Pairing', 'now', 'Event', ?)""")) {
            statement.setString(1, stream + " " + sequence);
            statement.setString(2, stream);
            statement.setLong(3, sequence);
            statement.setBytes(4, new byte[0]);
            statement.executeUpdate();
        }
    }

    private Connection begin() throws SQLException {
        var connection = database.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    @Test
    void it_begins_at_the_end_and_tells_everything_once() {
        assertThat(tail.next()).isEmpty();
        append("a", 0);
        append("a", 1);
        assertThat(tail.next()).containsExactly(new Appended("a 0", "Pairing", "a"), new Appended("a 1", "Pairing", "a"));
        assertThat(tail.next()).isEmpty();
        append("a", 2);
        assertThat(tail.next()).containsExactly(new Appended("a 2", "Pairing", "a"));
    }

    @Test
    void what_is_committed_behind_something_newer_is_told_when_it_is() throws SQLException {
        try (var slow = begin()) {
            insert(slow, "slow", 0);
            append("quick", 0);
            assertThat(tail.next()).extracting(Appended::stream).containsExactly("quick");
            slow.commit();
            assertThat(tail.next()).extracting(Appended::stream).containsExactly("slow");
            assertThat(tail.next()).isEmpty();
        }
    }

    @Test
    void a_place_that_stays_empty_is_looked_at_for_a_minute() throws SQLException {
        try (var slow = begin()) {
            insert(slow, "slow", 0);
            append("quick", 0);
            tail.next();
            nanos.addAndGet(MINUTE);
            assertThat(tail.next()).isEmpty();
            slow.commit();
            assertThat(tail.next()).extracting(Appended::stream).containsExactly("slow");
        }
    }

    @Test
    void a_place_that_stays_empty_is_given_up_after_a_minute() throws SQLException {
        try (var slow = begin()) {
            insert(slow, "slow", 0);
            append("quick", 0);
            tail.next();
            nanos.addAndGet(MINUTE + 1);
            assertThat(tail.next()).isEmpty();
            slow.commit();
            assertThat(tail.next()).isEmpty();
        }
    }

    @Test
    void a_rolled_back_append_hides_nothing_that_comes_later() throws SQLException {
        try (var never = begin()) {
            insert(never, "never", 0);
            never.rollback();
        }
        append("after", 0);
        assertThat(List.of(tail.next(), tail.next())).extracting(it -> it.stream().map(Appended::stream).toList())
                .containsExactly(List.of("after"), List.of());
    }
}
