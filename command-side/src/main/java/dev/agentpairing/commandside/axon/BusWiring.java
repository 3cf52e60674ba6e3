package dev.agentpairing.commandside.axon;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.MessageOriginProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import dev.agentpairing.commandside.storage.AppendTransactions;
import dev.agentpairing.commandside.storage.LogTail;
import dev.agentpairing.commandside.storage.ReadAhead;
import dev.agentpairing.commandside.storage.StoredTimes;
import dev.agentpairing.commandside.storage.WriteProbe;
import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.account.PlanTable;

/** The bus that commits in groups, the handlers behind it, and what every event carries of the command that caused it. */
class BusWiring {

    /** Axon's own provider would add a second copy of the same id to every event. */
    @Bean
    CorrelationDataProvider origin() {
        return message -> Map.of(MessageOriginProvider.getDefaultCorrelationKey(), message.getIdentifier());
    }

    @Bean
    CorrelationDataProvider actor() {
        return new SimpleCorrelationDataProvider(Actor.ACCOUNT, Actor.KIND, Actor.CREDENTIAL);
    }

    /** Axon takes one bean of this type, and passes over any other. */
    @Bean
    Jackson3SerializerCustomizer storedForm() {
        return json -> {
            new SnapshotFormat().accept(json);
            new StoredTimes().accept(json);
        };
    }

    @Bean
    @Qualifier("localSegment")
    GroupCommitCommandBus commandBus(
            Configuration axon, AppendTransactions appends, OtherNodes others, CommandSideSettings settings,
            HandledRequests requests, ObjectProvider<WriteProbe> probe, CommandMeters meters) {
        var spans = axon.getComponent(CommandBusSpanFactory.class);
        var builder = SimpleCommandBus.builder()
                .spanFactory(spans)
                .messageMonitor(axon.messageMonitor(CommandBus.class, "commandBus"));
        var retry = new CommandRetry(appends.transactions(), settings.views().tracking(), others::stale,
                () -> probe.ifAvailable(WriteProbe::doubt), meters, spans);
        var bus = new GroupCommitCommandBus(builder, retry, others::look, meters);
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        bus.registerHandlerInterceptor(requests::intercept);
        return bus;
    }

    /** A program without a registry is not watched. */
    @Bean
    CommandMeters commandMeters(ObjectProvider<MeterRegistry> registry) {
        return new CommandMeters(registry.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean
    HandledRequests handledRequests(EventStore events, Serializer serializer) {
        return new HandledRequests(events, serializer);
    }

    @Bean
    AppendedElsewhere appendedElsewhere(EventStore events, ObjectProvider<LogTail.Opener> database) {
        return new AppendedElsewhere(database.getIfAvailable(() -> () -> new StreamTail(events)), System::nanoTime);
    }

    /** Asked by a query side that shares this process, and so the database. */
    @Bean
    @ConditionalOnBooleanProperty(name = "axon.axonserver.enabled", havingValue = false, matchIfMissing = true)
    LogAnswers logAnswers(AppendedElsewhere elsewhere) {
        return new LogAnswers(elsewhere);
    }

    @Bean
    OtherNodes otherNodes(AppendedElsewhere elsewhere, AggregateCache cache) {
        return new OtherNodes(elsewhere, cache);
    }

    @Bean
    ConfigurerModule watchOfAppends(ObjectProvider<AppendedElsewhere> elsewhere, CommandSideSettings settings) {
        return configurer -> configurer.onInitialize(axon -> axon.onStart(0, () -> {
            axon.eventStore().registerDispatchInterceptor(elsewhere.getObject());
            if (settings.views().tracking()) {
                axon.eventStore().registerDispatchInterceptor(new EventTally());
            }
        }));
    }

    @Bean
    PlanTable planTable(CommandSideSettings settings, Environment environment) {
        return PlanTable.of(PlanTable.named(settings.plans(), environment::getProperty));
    }

    @Bean
    AllStreams allStreams(
            Configuration axon, ObjectProvider<ReadAhead> storage, AggregateCache cache, Snapshots snapshots, CommittedStates states) {
        return AllStreams.of(axon, storage.getIfAvailable(() -> ReadAhead.NOTHING), cache, snapshots, states);
    }

    @Bean
    PairingHandlers pairingHandlers(AllStreams streams, PlanTable plans, CommandSideSettings settings) {
        return new PairingHandlers(streams, plans, settings.pendingExpiry());
    }

    @Bean
    PairingEndHandlers pairingEndHandlers(AllStreams streams, AggregateCache cache) {
        return new PairingEndHandlers(streams, cache);
    }

    @Bean
    ConnectionHandlers connectionHandlers(AllStreams streams, PlanTable plans, CommandSideSettings settings) {
        return new ConnectionHandlers(streams, plans, settings.invitesPerHour());
    }

    @Bean
    BlockHandlers blockHandlers(AllStreams streams, AggregateCache cache) {
        return new BlockHandlers(streams, cache);
    }

    @Bean
    AgentHandlers agentHandlers(AllStreams streams, PlanTable plans, AggregateCache cache) {
        return new AgentHandlers(streams, plans, cache);
    }

    @Bean
    AccountHandlers accountHandlers(AllStreams streams, PlanTable plans) {
        return new AccountHandlers(streams, plans);
    }
}
