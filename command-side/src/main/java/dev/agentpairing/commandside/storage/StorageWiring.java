package dev.agentpairing.commandside.storage;

import javax.sql.DataSource;

import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventBusSpanFactory;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** The event store in the database. With Axon Server, that is the event store, and none of this is there. */
@ConditionalOnBooleanProperty(name = "axon.axonserver.enabled", havingValue = false, matchIfMissing = true)
public class StorageWiring {

    private static final int PAGE = 1000;

    /** How old another node's event may be when a view that follows the log sees it; own events are seen at once. */
    private static final int LOOK_EVERY_MILLIS = 100;

    @Bean
    DatabaseEventStorage eventStorageEngine(
            DataSource database, ConnectionProvider connections, Serializer snapshotSerializer,
            @Qualifier("eventSerializer") Serializer eventSerializer, Configuration axon) {
        EventStoreSchema.migrate(database);
        return new DatabaseEventStorage(JdbcEventStorageEngine.builder()
                .connectionProvider(connections)
                .transactionManager(NoTransactionManager.instance())
                .extendedGapCheckEnabled(false)
                .schema(EventStoreSchema.names())
                .batchSize(PAGE)
                .persistenceExceptionResolver(new SQLStateResolver("23505")) // unique violation, on H2 and on PostgreSQL
                .snapshotSerializer(snapshotSerializer)
                .eventSerializer(eventSerializer)
                .upcasterChain(axon.upcasterChain())
                .snapshotFilter(axon.snapshotFilter()), EventStoreSchema.names());
    }

    @Bean("eventBus")
    @Qualifier("eventStore")
    EmbeddedEventStore eventStore(
            EventStorageEngine storage, Configuration axon, @Value("${pairing.views.tracking:false}") boolean viewsFollow) {
        return EmbeddedEventStore.builder()
                .storageEngine(storage)
                .fetchDelay(LOOK_EVERY_MILLIS)
                .optimizeEventConsumption(viewsFollow) // otherwise nobody wants to be woken by every append
                .messageMonitor(axon.messageMonitor(EventStore.class, "eventStore"))
                .spanFactory(axon.getComponent(EventBusSpanFactory.class))
                .build();
    }

    @Bean
    LogTail.Opener logTail(JdbcTemplate jdbc) {
        return () -> new DatabaseTail(jdbc, EventStoreSchema.names(), System::nanoTime);
    }

    @Bean
    AppendTransactions appendTransactions(DataSource database, TransactionManager transactions) {
        return new AppendTransactions(EventStoreSchema.isH2(database) ? transactions : PipelinedSource.transactions(database));
    }

    @Bean
    WriteProbe writeProbe(DataSource database) {
        return new WriteProbe(database);
    }

    @Bean
    DurabilityCheck durabilityCheck(EventStore events, EventStorageEngine storage, AppendTransactions appends) {
        return new DurabilityCheck(events, storage, appends.transactions());
    }
}
