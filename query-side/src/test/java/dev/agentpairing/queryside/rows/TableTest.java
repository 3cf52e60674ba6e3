package dev.agentpairing.queryside.rows;

import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import dev.agentpairing.postgres.TestPostgres;

import static org.assertj.core.api.Assertions.assertThat;

/** On one connection of a real PostgreSQL, which tells what is prepared there. */
class TableTest {

    /** The driver prepares what it has been given five times. */
    private static final int OFTEN = 10;

    private SingleConnectionDataSource source;
    private JdbcTemplate jdbc;
    private Notes notes;

    @BeforeEach
    void make() {
        source = new SingleConnectionDataSource(TestPostgres.freshDatabase("table"), true);
        jdbc = new JdbcTemplate(source);
        notes = Notes.in(new ViewsDatabase(source));
    }

    @AfterEach
    void close() {
        source.destroy();
    }

    private void write(int rows) {
        for (int i = 0; i < OFTEN; i++) {
            write(rows, null, "words");
            write(rows, UUID.randomUUID(), null);
        }
    }

    private void write(int rows, @Nullable UUID of, @Nullable String words) {
        notes.write(IntStream.range(0, rows)
                .mapToObj(row -> new Versioned<>(new Notes.Note(UUID.randomUUID(), of, words), 0)).toList());
    }

    private Set<String> prepared() {
        return Set.copyOf(jdbc.queryForList("select name from pg_prepared_statements where statement like 'insert into note%'", String.class));
    }

    @Test
    void a_row_is_written_by_a_statement_that_stays_prepared_whatever_is_null() {
        write(1);
        var first = prepared();
        write(1);
        assertThat(first).hasSize(1).isEqualTo(prepared());
    }

    @Test
    void so_are_many_rows() {
        write(5);
        var first = prepared();
        write(5);
        assertThat(first).isNotEmpty().isEqualTo(prepared());
    }

    @Test
    void what_was_null_is_null() {
        write(1, null, null);
        assertThat(jdbc.queryForObject("select count(*) from note where of_id is null and words is null", Long.class)).isEqualTo(1);
    }
}
