package dev.agentpairing.queryside.processor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log in batches, read on a thread of its own, and ahead of whoever takes them. Payloads are made objects there, too, of those events
 * that are wanted; the others are only counted.
 */
final class LogAhead implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogAhead.class);
    private static final int BATCH = 10_000;
    private static final int AHEAD = 2;

    private final BlockingStream<TrackedEventMessage<?>> log;
    private final Predicate<Class<?>> wanted;
    private final Map<Class<?>, Boolean> known = new HashMap<>();
    private final ExecutorService reader = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("log-ahead").factory());
    private final Deque<Future<Batch>> batches = new ArrayDeque<>();

    /** @param wanted which payloads are */
    LogAhead(BlockingStream<TrackedEventMessage<?>> log, Predicate<Class<?>> wanted) {
        this.log = log;
        this.wanted = wanted;
        for (int i = 0; i < AHEAD; i++) {
            batches.add(reader.submit(this::read));
        }
    }

    /**
     * @param events that are wanted
     * @param size of those and the others
     * @param end where the last of all is
     */
    record Batch(List<TrackedEventMessage<?>> events, int size, @Nullable TrackingToken end) {}

    /** Of no events at all when there are no more. */
    Batch next() throws InterruptedException {
        try {
            var batch = batches.remove().get();
            batches.add(reader.submit(this::read));
            return batch;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The log cannot be read", e.getCause());
        }
    }

    private Batch read() throws InterruptedException {
        var events = new ArrayList<TrackedEventMessage<?>>(BATCH);
        int size = 0;
        TrackingToken end = null;
        while (size < BATCH && log.hasNextAvailable()) {
            var event = log.nextAvailable();
            if (known.computeIfAbsent(event.getPayloadType(), wanted::test)) {
                makePayload(event);
                events.add(event);
            }
            end = event.trackingToken();
            size++;
        }
        return new Batch(events, size, end);
    }

    /** One that cannot be made fails once more with whoever takes the event, and only there it can be put aside. */
    private static void makePayload(TrackedEventMessage<?> event) {
        try {
            event.getPayload();
        } catch (RuntimeException e) {
            LOG.debug("Event {} cannot be read", event.getIdentifier(), e);
        }
    }

    @Override
    public void close() {
        reader.shutdownNow();
        reader.close();
        log.close();
    }
}
