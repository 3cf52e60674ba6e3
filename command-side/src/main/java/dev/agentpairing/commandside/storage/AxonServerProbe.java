package dev.agentpairing.commandside.storage;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.queryhandling.QueryHandler;

import dev.agentpairing.messages.freshness.ReadinessQuery.CanWrite;

/**
 * Answers whether a write would work now, by a look at the event store as each append begins with one: that this is answered at all proves
 * that commands get here, and the look proves the way on. Axon Server has no append that can be taken back.
 */
record AxonServerProbe(EventStore events) {

    private static final String NO_STREAM = "probe";

    @QueryHandler
    boolean on(CanWrite question) {
        return events.lastSequenceNumberFor(NO_STREAM).isEmpty();
    }
}
