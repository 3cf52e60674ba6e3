package dev.agentpairing.commandside.axon;

import java.util.ArrayList;
import java.util.List;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

import dev.agentpairing.commandside.storage.LogTail;

/** The tail of any log that Axon can follow. */
final class StreamTail implements LogTail {

    private final BlockingStream<TrackedEventMessage<?>> events;

    StreamTail(EventStore log) {
        events = log.openStream(log.createHeadToken());
    }

    @Override
    public List<Appended> next() {
        var next = new ArrayList<Appended>();
        try {
            while (next.size() < PAGE && events.hasNextAvailable()) {
                if (events.nextAvailable() instanceof DomainEventMessage<?> event) {
                    next.add(new Appended(event.getType(), event.getAggregateIdentifier(), event.getSequenceNumber()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading the log", e);
        }
        return next;
    }

    @Override
    public void close() {
        events.close();
    }
}
