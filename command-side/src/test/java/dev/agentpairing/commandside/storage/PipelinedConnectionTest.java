package dev.agentpairing.commandside.storage;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.postgres.TestPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PipelinedConnectionTest {

    private static final String ONE = "insert into one values (?, ?)";
    private static final String OTHER = "insert into other values (?)";

    private final HikariDataSource database = new HikariDataSource();
    private final HikariDataSource elsewhere = new HikariDataSource();
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private final JdbcTemplate seen = new JdbcTemplate(elsewhere);
    private TransactionManager transactions;

    @BeforeEach
    void create_two_tables() {
        var url = TestPostgres.freshDatabase("pipeline");
        for (var each : List.of(database, elsewhere)) {
            each.setJdbcUrl(url);
            each.addDataSourceProperty("reWriteBatchedInserts", "true"); // as agent-pairing.yml has it
            each.setMaximumPoolSize(1);
        }
        seen.execute("create table one (id int primary key, word varchar); create table other (id int primary key)");
        transactions = PipelinedSource.transactions(database);
    }

    @AfterEach
    void close() {
        database.close();
        elsewhere.close();
    }

    private void insertOne(int... ids) {
        var results = jdbc.batchUpdate(ONE, IntStream.of(ids).mapToObj(id -> new Object[] {id, "word " + id}).toList());
        assertThat(results).hasSize(ids.length).containsOnly(PreparedStatement.SUCCESS_NO_INFO);
    }

    private void insertOther(int... ids) {
        jdbc.batchUpdate(OTHER, IntStream.of(ids).mapToObj(id -> new Object[] {id}).toList());
    }

    private List<Integer> idsOf(JdbcTemplate whose, String table) {
        return whose.queryForList("select id from " + table + " order by id", Integer.class);
    }

    /** Whether the server knows of a transaction of the pipelined connection. */
    private boolean begun() {
        return seen.queryForObject(
                "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
                        + " and backend_type = 'client backend' and xact_start is not null", Integer.class) > 0;
    }

    @Test
    void what_a_transaction_writes_is_sent_with_its_commit() {
        var transaction = transactions.startTransaction();
        insertOne(1, 2);
        insertOther(3);
        assertThat(begun()).isFalse();
        transaction.commit();
        assertThat(idsOf(seen, "one")).containsExactly(1, 2);
        assertThat(idsOf(seen, "other")).containsExactly(3);
        assertThat(begun()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 300})
    void every_row_is_written_however_many_there_are(int rows) {
        for (int round = 0; round < 7; round++) { // the driver prepares what it has met several times
            int first = round * rows;
            transactions.executeInTransaction(() -> insertOne(IntStream.range(first, first + rows).toArray()));
        }
        assertThat(idsOf(seen, "one")).hasSize(7 * rows);
        assertThat(seen.queryForList("select word from one where word <> 'word ' || id")).isEmpty();
    }

    @Test
    void a_statement_sees_what_was_written_before_it() {
        transactions.executeInTransaction(() -> {
            insertOne(1);
            assertThat(jdbc.queryForObject("select word from one where id = ?", String.class, 1)).isEqualTo("word 1");
            insertOne(2);
            assertThat(idsOf(jdbc, "one")).containsExactly(1, 2);
            insertOne(3);
            assertThat(jdbc.update("update one set word = ? where id = ?", "changed", 3)).isEqualTo(1);
        });
        assertThat(seen.queryForList("select word from one order by id", String.class)).containsExactly("word 1", "word 2", "changed");
    }

    @Test
    void statements_that_are_still_open_see_it_too() {
        transactions.executeInTransaction(() -> jdbc.execute((ConnectionCallback<Void>) connection -> {
            try (var plain = connection.createStatement(); var prepared = connection.prepareStatement("select count(*) from one")) {
                insertOne(1);
                try (var rows = plain.executeQuery("select id from one")) {
                    assertThat(rows.next()).isTrue();
                }
                insertOne(2);
                try (var rows = prepared.executeQuery()) {
                    rows.next();
                    assertThat(rows.getInt(1)).isEqualTo(2);
                }
            }
            return null;
        }));
    }

    /** And what the connection is asked next has nothing to do with it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void of_a_transaction_one_of_whose_writes_fails_nothing_is_stored(int rows) {
        seen.update("insert into one values (2, 'there already')");
        var transaction = transactions.startTransaction();
        insertOther(IntStream.range(10, 10 + rows).toArray());
        insertOne(2);
        insertOther(3);
        assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(transaction::commit);
        assertThat(idsOf(seen, "other")).isEmpty();
        assertThat(idsOf(jdbc, "other")).isEmpty();
        transactions.executeInTransaction(() -> insertOther(4));
        assertThat(idsOf(seen, "other")).containsExactly(4);
    }

    /** The database answers "rolled back" to such a commit, and the driver overlooks it. */
    @Test
    void a_write_whose_failure_nobody_minded_is_not_committed_in_silence() {
        seen.update("insert into one values (2, 'there already')");
        var transaction = transactions.startTransaction();
        insertOne(2);
        assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> idsOf(jdbc, "other"));
        assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(transaction::commit);
        transactions.executeInTransaction(() -> insertOther(4));
        assertThat(idsOf(seen, "other")).containsExactly(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void a_failure_does_not_tell_what_was_to_be_written(int rows) {
        seen.update("insert into one values (2, 'there already')");
        var transaction = transactions.startTransaction();
        insertOne(IntStream.range(2, 2 + rows).toArray());
        assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(transaction::commit)
                .satisfies(failure -> assertThat(failure).hasStackTraceContaining("duplicate key"))
                .satisfies(failure -> assertThat(failure.toString() + failure.getCause()).doesNotContain("word"));
    }

    @Test
    void what_is_rolled_back_is_not_stored() {
        var transaction = transactions.startTransaction();
        insertOne(1);
        transaction.rollback();
        transactions.executeInTransaction(() -> insertOther(1));
        assertThat(idsOf(seen, "one")).isEmpty();
    }

    @Test
    void back_to_a_savepoint_goes_what_was_written_since() {
        transactions.executeInTransaction(() -> jdbc.execute((ConnectionCallback<Void>) connection -> {
            insertOne(1);
            var savepoint = connection.setSavepoint();
            insertOne(2);
            try (var open = connection.createStatement()) {
                connection.rollback(savepoint);
                insertOne(3);
                try (var rows = open.executeQuery("select count(*) from one")) {
                    rows.next();
                    assertThat(rows.getInt(1)).isEqualTo(2);
                }
            }
            return null;
        }));
        assertThat(idsOf(seen, "one")).containsExactly(1, 3);
    }

    @Test
    void a_value_that_is_set_once_is_that_of_every_row() {
        transactions.executeInTransaction(() -> jdbc.execute(ONE, (PreparedStatement statement) -> {
            statement.setNull(2, Types.VARCHAR);
            for (int id : List.of(1, 2)) {
                statement.setInt(1, id);
                statement.addBatch();
            }
            statement.setInt(1, 0); // never added
            assertThat(statement.executeBatch()).hasSize(2);
            assertThat(statement.executeBatch()).isEmpty();
            return null;
        }));
        assertThat(seen.queryForList("select id from one where word is null", Integer.class)).containsExactlyInAnyOrder(1, 2);
    }

    /** Statements that the driver does not show here, such as those of a copy, come after what was written before. */
    @Test
    void what_is_done_behind_its_back_comes_after_what_was_written() {
        transactions.executeInTransaction(() -> jdbc.execute((ConnectionCallback<Void>) connection -> {
            insertOne(1);
            connection.unwrap(org.postgresql.PGConnection.class).getCopyAPI();
            assertThat(begun()).isTrue();
            return null;
        }));
    }

    /** It is the commit that tells, as it would have been without the pipeline. */
    @Test
    void a_lost_connection_is_told_by_the_commit() {
        Transaction transaction = transactions.startTransaction();
        insertOne(1);
        seen.queryForList("select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = current_database()"
                + " and pid <> pg_backend_pid()");
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(transaction::commit).havingCause()
                .isInstanceOfSatisfying(SQLException.class, cause -> assertThat(cause.getSQLState()).startsWith("57P0"));
        assertThat(idsOf(seen, "one")).isEmpty();
    }
}
