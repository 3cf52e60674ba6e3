package dev.agentpairing.commandside.storage;

import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;

/** Axon's event storage, less the second look at the end of every stream: a page that is not full is the last one. */
public final class DatabaseEventStorage extends JdbcEventStorageEngine {

    public DatabaseEventStorage(Builder builder) {
        super(builder);
    }

    @Override
    protected boolean fetchForAggregateUntilEmpty() {
        return false;
    }
}
