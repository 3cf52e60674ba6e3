package dev.agentpairing.commandside.storage;

import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The event store behind Axon Server, which makes its client by itself. */
@ConditionalOnBooleanProperty("axon.axonserver.enabled")
public class AxonServerWiring {

    /** An append is a transaction of the server's own; one of a database would only keep a connection busy. */
    @Bean
    @ConditionalOnMissingBean
    TransactionManager axonTransactionManager() {
        return NoTransactionManager.instance();
    }

    @Bean
    AppendTransactions appendTransactions(TransactionManager transactions) {
        return new AppendTransactions(transactions);
    }

    @Bean
    AxonServerProbe axonServerProbe(EventStore events) {
        return new AxonServerProbe(events);
    }
}
