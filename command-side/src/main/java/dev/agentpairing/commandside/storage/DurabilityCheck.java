package dev.agentpairing.commandside.storage;

import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.InitializingBean;

/**
 * Stops the start when the pieces that make an acknowledged write durable are not the ones that run. Auto-configuration picks others,
 * in memory, when it is ordered wrongly, and says nothing.
 */
record DurabilityCheck(EventStore events, EventStorageEngine storage, TransactionManager transactions) implements InitializingBean {

    @Override
    public void afterPropertiesSet() {
        require(events instanceof EmbeddedEventStore, "event store", events);
        require(storage instanceof DatabaseEventStorage, "event storage", storage);
        require(transactions instanceof SpringTransactionManager, "transaction manager", transactions);
    }

    private static void require(boolean durable, String piece, Object found) {
        if (!durable) {
            throw new IllegalStateException("The " + piece + " is not the durable one: " + found.getClass().getName());
        }
    }
}
