package dev.agentpairing.queryside.log;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Reads streams of the log, wherever that is kept: a few at once, so that questions about the past leave room for everything else, and
 * for a limited time.
 *
 * <p>Always on threads of its own. On that of a query, Axon would hold on to a connection until the query is answered; and nobody
 * interrupts them, which a database in a file would take as its end.
 */
public final class Streams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
    private static final int AT_ONCE = 4;
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private final EventStore log;
    private final Duration atMost;
    private final Semaphore room = new Semaphore(AT_ONCE, true);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("streams-", 0).factory());

    @Autowired
    public Streams(EventStore log) {
        this(log, LONGEST);
    }

    Streams(EventStore log, Duration atMost) {
        this.log = log;
        this.atMost = atMost;
    }

    /**
     * What {@code fold} makes of the events of each of these streams; one of which it makes null is absent.
     *
     * @throws CompletionException because of the first failure, or a {@link TimeoutException}
     */
    public <R> Map<UUID, R> fold(Collection<UUID> streams, Function<Stream<DomainEventMessage<?>>, @Nullable R> fold) {
        var left = new ConcurrentLinkedQueue<>(streams);
        var folded = new ConcurrentHashMap<UUID, R>(streams.size() * 2);
        long until = System.nanoTime() + atMost.toNanos();
        Runnable reader = () -> {
            for (var stream = left.poll(); stream != null; stream = left.poll()) {
                var result = read(stream, until, fold);
                if (result != null) {
                    folded.put(stream, result);
                }
            }
        };
        int readers = Math.min(AT_ONCE, streams.size());
        CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(reader, threads)).limit(readers)
                .toArray(CompletableFuture[]::new)).join();
        return folded;
    }

    private <R> @Nullable R read(UUID stream, long until, Function<Stream<DomainEventMessage<?>>, @Nullable R> fold) {
        try {
            long left = until - System.nanoTime();
            if (left <= 0 || !room.tryAcquire(left, TimeUnit.NANOSECONDS)) {
                throw new CompletionException(new TimeoutException("Reading the log takes too long"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
        try {
            // from 0, and so without a snapshot, which would hide what came before it
            return fold.apply(log.readEvents(stream.toString(), 0).asStream().map(event -> event));
        } finally {
            room.release();
        }
    }

    /** Who reads has a limit of time, but a database that has gone silent need not keep the program from stopping. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The log is still being read at the end of the program");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
