package dev.agentpairing.commandside.axon;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.storage.LogTail;

/**
 * The tail of any log that Axon can follow. Axon Server pushes it, so what is stored may still be on its way, and after a long pause
 * most of it is: an empty buffer is no end of the log. The end is asked for, and waited for.
 */
final class StreamTail implements LogTail {

    private static final int ARRIVES_WITHIN_MILLIS = 200;
    private static final long BEFORE_ALL = -1;

    private final EventStore log;
    private final BlockingStream<TrackedEventMessage<?>> events;
    private long reached;

    StreamTail(EventStore log) {
        var head = log.createHeadToken();
        this.log = log;
        this.events = log.openStream(head);
        this.reached = position(head);
    }

    @Override
    public List<Appended> next() {
        long head = position(log.createHeadToken());
        var next = new ArrayList<Appended>();
        try {
            while (next.size() < PAGE && (reached < head ? arrives() : events.hasNextAvailable())) {
                var message = events.nextAvailable();
                reached = Math.max(reached, position(message.trackingToken()));
                if (message instanceof DomainEventMessage<?> event) {
                    next.add(new Appended(event.getIdentifier(), event.getType(), event.getAggregateIdentifier()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading the log", e);
        }
        return next;
    }

    private boolean arrives() throws InterruptedException {
        if (!events.hasNextAvailable(ARRIVES_WITHIN_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("The log has grown, but what is new does not arrive");
        }
        return true;
    }

    private static long position(@Nullable TrackingToken token) {
        return token == null ? BEFORE_ALL : token.position().orElse(BEFORE_ALL);
    }

    @Override
    public void close() {
        events.close();
    }
}
