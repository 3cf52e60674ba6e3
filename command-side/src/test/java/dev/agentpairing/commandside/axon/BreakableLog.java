package dev.agentpairing.commandside.axon;

import java.util.Iterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;

/** A log in memory that cannot be followed while it is broken. */
final class BreakableLog extends InMemoryEventStorageEngine {

    boolean broken;

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
        var events = super.readEvents(token, mayBlock).iterator();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(new Iterator<TrackedEventMessage<?>>() {
            @Override
            public boolean hasNext() {
                if (broken) {
                    throw new IllegalStateException("no connection");
                }
                return events.hasNext();
            }

            @Override
            public TrackedEventMessage<?> next() {
                return events.next();
            }
        }, 0), false);
    }
}
