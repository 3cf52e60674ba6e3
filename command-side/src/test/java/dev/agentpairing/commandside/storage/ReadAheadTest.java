package dev.agentpairing.commandside.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.agentpairing.messages.account.EmailEvent.EmailClaimed;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read ahead is taken from memory: so the log is emptied in between. */
class ReadAheadTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ONE = "stream-1";
    private static final String OTHER = "stream-2";

    private final HikariDataSource database = new HikariDataSource();
    private DatabaseEventStorage storage;

    @BeforeEach
    void store_two_streams() {
        database.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
        EventStoreSchema.migrate(database);
        var serializer = Jackson3Serializer.builder().build();
        storage = new DatabaseEventStorage(JdbcEventStorageEngine.builder()
                .connectionProvider(new SpringDataSourceConnectionProvider(database))
                .transactionManager(NoTransactionManager.instance())
                .schema(EventStoreSchema.names())
                .snapshotSerializer(serializer)
                .eventSerializer(serializer), EventStoreSchema.names());
        append(OTHER, 0);
        append(ONE, 0);
        append(OTHER, 1);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void append(String stream, long sequence) {
        var event = new EmailClaimed(new UUID(0, sequence), new UUID(1, 1), NOON);
        new TransactionTemplate(new DataSourceTransactionManager(database)).executeWithoutResult(_ ->
                storage.appendEvents(List.of(new GenericDomainEventMessage<>("Email", stream, sequence, event))));
    }

    private List<String> sequences(String stream) {
        var found = new ArrayList<String>();
        assertThat(storage.readSnapshot(stream)).isEmpty();
        storage.readEvents(stream, 0).forEachRemaining(e -> found.add(e.getAggregateIdentifier() + " " + e.getSequenceNumber()));
        return found;
    }

    @Test
    void many_streams_are_read_with_one_question_each_in_its_order() {
        DefaultUnitOfWork.startAndGet(null).execute(() -> {
            storage.read("Email", List.of(ONE, OTHER));
            new JdbcTemplate(database).execute("drop table domain_event; drop table snapshot_event");
            assertThat(sequences(ONE)).containsExactly("stream-1 0");
            assertThat(sequences(OTHER)).containsExactly("stream-2 0", "stream-2 1");
        });
    }

    @Test
    void what_is_read_again_is_read_from_the_log() {
        DefaultUnitOfWork.startAndGet(null).execute(() -> {
            storage.read("Email", List.of(ONE));
            append(ONE, 1);
            assertThat(sequences(ONE)).hasSize(1);
            assertThat(sequences(ONE)).hasSize(2);
        });
    }

    @Test
    void nothing_is_kept_for_the_next_unit_of_work() {
        DefaultUnitOfWork.startAndGet(null).execute(() -> storage.read("Email", List.of(ONE)));
        append(ONE, 1);
        DefaultUnitOfWork.startAndGet(null).execute(() -> assertThat(sequences(ONE)).hasSize(2));
        assertThat(sequences(ONE)).hasSize(2);
    }

    @Test
    void a_stream_of_another_type_is_not_read() {
        DefaultUnitOfWork.startAndGet(null).execute(() -> {
            storage.read("Agent", List.of(ONE));
            append(ONE, 1);
            assertThat(sequences(ONE)).hasSize(2);
        });
    }

    @Test
    void a_stream_that_does_not_exist_is_empty() {
        DefaultUnitOfWork.startAndGet(null).execute(() -> {
            storage.read("Email", List.of("stream-3"));
            storage.read("Email", List.of());
            assertThat(sequences("stream-3")).isEmpty();
        });
    }
}
