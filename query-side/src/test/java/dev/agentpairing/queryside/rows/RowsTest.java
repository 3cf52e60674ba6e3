package dev.agentpairing.queryside.rows;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import dev.agentpairing.postgres.TestPostgres;
import dev.agentpairing.queryside.rows.Notes.Note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whoever reads a row again sees what was changed in the table past the rows in memory. */
class RowsTest {

    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);

    private SingleConnectionDataSource source;
    private JdbcTemplate jdbc;
    private ViewsDatabase database;
    private Rows<UUID, Note> rows;

    /** Everything may pass. */
    private static final class OpenGate implements Gate {

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isForOthers() {
            return false;
        }

        @Override
        public Map<String, Held> held(Set<String> streams) {
            return Map.of();
        }

        @Override
        public boolean parks() {
            return false;
        }

        @Override
        public <E extends Exception> void park(DomainEventMessage<?> event, E cause) throws E {
            throw cause;
        }

        @Override
        public void forget() {}

        @Override
        public void empty() {}
    }

    @BeforeEach
    void make() {
        source = new SingleConnectionDataSource(TestPostgres.freshDatabase("rows"), true);
        jdbc = new JdbcTemplate(source);
        database = new ViewsDatabase(source);
        rows = new Rows<>(Notes.in(database), new Claim(), new OpenGate());
        stored(_ -> {
            rows.create(A, event(A, 0), new Note(A, null, "written"));
            rows.create(B, event(B, 0), new Note(B, null, "written"));
        });
        jdbc.update("update note set words = 'read again'");
    }

    @AfterEach
    void close() {
        source.destroy();
    }

    private void stored(Consumer<UnitOfWork<?>> work) {
        var unit = DefaultUnitOfWork.startAndGet(null);
        unit.attachTransaction(database.transactions());
        work.accept(unit);
        unit.commit();
    }

    private static DomainEventMessage<?> event(UUID note, long sequence) {
        return new GenericDomainEventMessage<>("Note", note.toString(), sequence, "changed");
    }

    private void change(UUID note, long sequence) {
        rows.change(note, event(note, sequence), before -> new Note(note, null, before.words() + " and changed"));
    }

    private String words(UUID note) {
        return jdbc.queryForObject("select words from note where id = ?", String.class, note);
    }

    @Test
    void a_row_written_lately_is_not_read_again() {
        stored(_ -> change(A, 1));
        assertThat(words(A)).isEqualTo("written and changed");
    }

    @Test
    void the_rows_of_a_rolled_back_batch_are_read_again_and_no_others() {
        assertThatThrownBy(() -> stored(unit -> {
            change(A, 1);
            unit.onPrepareCommit(_ -> {
                throw new IllegalStateException("after the rows were written");
            });
        })).hasMessageContaining("after the rows");
        jdbc.update("update note set version = 1 where id = ?", A); // what another node did instead
        stored(_ -> {
            change(A, 2);
            change(B, 1);
        });
        assertThat(words(A)).isEqualTo("read again and changed");
        assertThat(words(B)).isEqualTo("written and changed");
    }
}
