package dev.agentpairing.gateway.security;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;

/**
 * The log for a reader that need not be woken by every event: it looks now and then. Under load most events are none of its business,
 * and each wake-up would cost as much as the event.
 */
record Unhurried(StreamableMessageSource<TrackedEventMessage<?>> log) implements StreamableMessageSource<TrackedEventMessage<?>> {

    private static final int LOOK_EVERY_MILLIS = 50;

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(TrackingToken from) {
        return new Looks(log.openStream(from));
    }

    @Override
    public TrackingToken createHeadToken() {
        return log.createHeadToken();
    }

    private record Looks(BlockingStream<TrackedEventMessage<?>> events) implements BlockingStream<TrackedEventMessage<?>> {

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return events.peek();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            long end = System.nanoTime() + unit.toNanos(timeout);
            while (!events.hasNextAvailable()) {
                if (System.nanoTime() >= end) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            }
            return true;
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            return events.nextAvailable();
        }

        @Override
        public void close() {
            events.close();
        }
    }
}
