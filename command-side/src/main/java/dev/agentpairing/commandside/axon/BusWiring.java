package dev.agentpairing.commandside.axon;

import java.util.UUID;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.MessageOriginProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;

import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.account.PlanTable;

/** The bus that commits in groups, the handlers behind it, and what every event carries of the command that caused it. */
class BusWiring {

    @Bean
    NodeName nodeName() {
        return new NodeName(UUID.randomUUID().toString().substring(0, 8));
    }

    @Bean
    CorrelationDataProvider origin() {
        return new MessageOriginProvider();
    }

    @Bean
    CorrelationDataProvider actor() {
        return new SimpleCorrelationDataProvider(Actor.ACCOUNT, Actor.KIND, Actor.CREDENTIAL);
    }

    @Bean
    SnapshotFormat snapshotFormat() {
        return new SnapshotFormat();
    }

    @Bean
    @Qualifier("localSegment")
    GroupCommitCommandBus commandBus(Configuration axon, TransactionManager transactions, AggregateCache cache) {
        var builder = SimpleCommandBus.builder()
                .spanFactory(axon.getComponent(CommandBusSpanFactory.class))
                .messageMonitor(axon.messageMonitor(CommandBus.class, "commandBus"));
        var bus = new GroupCommitCommandBus(builder, new CommandRetry(transactions), cache::dropStale);
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        return bus;
    }

    @Bean
    OtherNodes otherNodes(NodeName thisNode, EventStore events, AggregateCache cache) {
        return new OtherNodes(thisNode, events, cache);
    }

    @Bean
    ConfigurerModule eventTally() {
        return configurer -> configurer.onInitialize(axon -> axon.onStart(0, () -> {
            axon.eventStore().registerDispatchInterceptor(new EventTally());
        }));
    }

    @Bean
    PlanTable planTable(CommandSideSettings settings) {
        return PlanTable.of(settings.plans());
    }

    @Bean
    AllStreams allStreams(Configuration axon) {
        return AllStreams.of(axon);
    }

    @Bean
    PairingHandlers pairingHandlers(AllStreams streams, PlanTable plans, CommandSideSettings settings) {
        return new PairingHandlers(streams, plans, settings.pendingExpiry());
    }

    @Bean
    ConnectionHandlers connectionHandlers(AllStreams streams, PlanTable plans, CommandSideSettings settings) {
        return new ConnectionHandlers(streams, plans, settings.invitesPerHour());
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
