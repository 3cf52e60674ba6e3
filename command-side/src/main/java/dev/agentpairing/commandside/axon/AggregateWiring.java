package dev.agentpairing.commandside.axon;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AggregateRoot;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;

/** The aggregates, how they are kept in memory, and which of them have streams long enough for snapshots. */
class AggregateWiring {

    /** Streams of connections and accounts grow with their use; all others stay short. */
    private static final int EVENTS_PER_SNAPSHOT = 2_000;

    @Bean
    AggregateCache aggregateCache(CommandSideSettings settings) {
        return new AggregateCache(settings.commandSide().aggregatesInMemory());
    }

    /** A thread of its own: the one that runs commands holds a connection and must not wait for another. */
    @Bean(destroyMethod = "close")
    ExecutorService snapshotExecutor() {
        return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("snapshots").factory());
    }

    @Bean
    Snapshotter snapshotter(EventStore events, TransactionManager transactions, ExecutorService snapshotExecutor) {
        return AggregateSnapshotter.builder()
                .eventStore(events)
                .transactionManager(transactions)
                .executor(snapshotExecutor)
                .aggregateFactories(
                        new GenericAggregateFactory<>(ConnectionAggregate.class), new GenericAggregateFactory<>(AccountAggregate.class))
                .build();
    }

    @Bean
    ConfigurerModule aggregates(ObjectProvider<Snapshotter> snapshotter, ObjectProvider<AggregateCache> cache) {
        return configurer -> {
            SnapshotTriggerDefinition often = new EventCountSnapshotTriggerDefinition(
                    new LateSnapshotter(snapshotter), EVENTS_PER_SNAPSHOT);
            aggregate(configurer, ConnectionAggregate.class, often, cache);
            aggregate(configurer, AccountAggregate.class, often, cache);
            for (var type : new Class<?>[] {PairingAggregate.class, LinkAggregate.class, BlockAggregate.class, AgentAggregate.class,
                EmailAggregate.class, SessionAggregate.class}) {
                aggregate(configurer, type, NoSnapshotTriggerDefinition.INSTANCE, cache);
            }
        };
    }

    private static <T> void aggregate(
            Configurer configurer, Class<T> type, SnapshotTriggerDefinition snapshots, ObjectProvider<AggregateCache> cache) {
        configurer.configureAggregate(AggregateConfigurer.defaultConfiguration(type)
                .configureRepository(axon -> repository(axon, type, snapshots, cache.getObject())));
    }

    private static <T> EventSourcingRepository<T> repository(
            Configuration axon, Class<T> type, SnapshotTriggerDefinition snapshots, AggregateCache cache) {
        return EventSourcingRepository.builder(type)
                .eventStore(axon.eventStore())
                .snapshotTriggerDefinition(snapshots)
                .cache(cache.of(type.getAnnotation(AggregateRoot.class).type()))
                .filterByAggregateType() // all streams share one space of ids: that of another type is none of these
                .lockFactory(NullLockFactory.INSTANCE) // one thread runs all commands
                .repositoryProvider(axon::repository)
                .build();
    }

    /** Looked up when the first snapshot is due: the snapshotter needs the event store, which needs these aggregates' filters. */
    private record LateSnapshotter(ObjectProvider<Snapshotter> snapshotter) implements Snapshotter {

        @Override
        public void scheduleSnapshot(Class<?> aggregateType, String aggregateIdentifier) {
            snapshotter.getObject().scheduleSnapshot(aggregateType, aggregateIdentifier);
        }
    }
}
