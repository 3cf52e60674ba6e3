package dev.agentpairing.commandside.axon;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AggregateRoot;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;

/** The aggregates, how they are kept in memory, and the snapshots of those with long streams. */
class AggregateWiring {

    @Bean
    AggregateCache aggregateCache(CommandSideSettings settings) {
        return new AggregateCache(settings.commandSide().aggregatesInMemory());
    }

    @Bean
    CommittedStates committedStates(CommandSideSettings settings) {
        return new CommittedStates(settings.commandSide().aggregatesInMemory());
    }

    @Bean(destroyMethod = "close")
    ExecutorService snapshotWriter() {
        return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("snapshots").factory());
    }

    @Bean
    Snapshots snapshots(ObjectProvider<EventStore> events, TransactionManager transactions, ExecutorService snapshotWriter) {
        return new Snapshots(events, transactions, snapshotWriter);
    }

    @Bean
    ConfigurerModule aggregates(ObjectProvider<AggregateCache> cache, ObjectProvider<CommittedStates> states) {
        return configurer -> {
            for (var type : new Class<?>[] {PairingAggregate.class, ConnectionAggregate.class, LinkAggregate.class, BlockAggregate.class,
                AgentAggregate.class, AccountAggregate.class, EmailAggregate.class, SessionAggregate.class}) {
                aggregate(configurer, type, cache, states);
            }
        };
    }

    private static <T> void aggregate(
            Configurer configurer, Class<T> type, ObjectProvider<AggregateCache> cache, ObjectProvider<CommittedStates> states) {
        configurer.configureAggregate(AggregateConfigurer.defaultConfiguration(type)
                .configureRepository(axon -> repository(axon, type, cache.getObject(), states.getObject())));
    }

    private static <T> EventSourcingRepository<T> repository(
            Configuration axon, Class<T> type, AggregateCache cache, CommittedStates states) {
        var name = type.getAnnotation(AggregateRoot.class).type();
        var builder = EventSourcingRepository.builder(type)
                .eventStore(axon.eventStore())
                .snapshotTriggerDefinition(NoSnapshotTriggerDefinition.INSTANCE) // see Snapshots
                .filterByAggregateType() // all streams share one space of ids: that of another type is none of these
                .lockFactory(NullLockFactory.INSTANCE) // one thread runs all commands
                .repositoryProvider(axon::repository);
        return new CommittedStates.Repository<>(builder, name, cache.of(name), axon.eventStore(), states);
    }
}
