package dev.agentpairing.commandside.axon;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What other nodes append makes aggregates in memory stale. The thread that runs commands looks into the log itself, before a group and
 * no more often than needed, and drops what others have changed: no command is decided on facts that are older than {@link #LOOK_EVERY},
 * and an idle node asks nothing. While the log cannot be followed, nothing is kept from one group to the next.
 */
final class OtherNodes implements MessageDispatchInterceptor<EventMessage<?>>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OtherNodes.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** An append that was under way when the log was opened may show up behind the place where it was opened; by then it is over. */
    private static final Duration IN_FLIGHT = Duration.ofSeconds(1);

    /** After a long pause there may be more than this to read; then it costs less to forget everything and to begin at the end. */
    private static final int MOST_AT_ONCE = 20_000;

    private final EventStore events;
    private final AggregateCache cache;
    private final LongSupplier nanos;
    private final Cache<String, Long> own;
    private volatile @Nullable BlockingStream<TrackedEventMessage<?>> log;
    private long looked;
    private long settled;

    /** @param nanos a clock as {@link System#nanoTime} is one */
    OtherNodes(EventStore events, AggregateCache cache, long aggregatesInMemory, LongSupplier nanos) {
        this.events = events;
        this.cache = cache;
        this.nanos = nanos;
        this.own = Caffeine.newBuilder().maximumSize(aggregatesInMemory).executor(Runnable::run).build();
    }

    /** Remembers what this node appends: an event at or below the last own one of its stream is no news, it was decided upon. */
    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> appended) {
        if (CurrentUnitOfWork.isStarted()) {
            CurrentUnitOfWork.get().root().afterCommit(_ -> appended.forEach(this::remember));
        }
        return (_, event) -> event;
    }

    private void remember(EventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> domain) {
            own.put(domain.getAggregateIdentifier(), domain.getSequenceNumber());
        }
    }

    /** Called by the thread that runs commands, before each group. */
    void look() {
        long now = nanos.getAsLong();
        if (log != null && now - looked < LOOK_EVERY.toNanos() && now - settled >= 0) {
            return;
        }
        try {
            if (!caughtUp(log == null ? open(now) : log)) {
                open(now);
            }
            looked = now;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        } catch (RuntimeException e) {
            LOG.warn("Cannot read what other nodes write; commands load everything anew until it works again: {}", e.toString());
            close();
        }
        if (log == null || now - settled < 0) {
            cache.clear();
        }
    }

    private BlockingStream<TrackedEventMessage<?>> open(long now) {
        close();
        settled = now + IN_FLIGHT.toNanos();
        var opened = events.openStream(events.createHeadToken());
        log = opened;
        return opened;
    }

    private boolean caughtUp(BlockingStream<TrackedEventMessage<?>> stream) throws InterruptedException {
        for (int read = 0; read < MOST_AT_ONCE; read++) {
            if (!stream.hasNextAvailable()) {
                return true;
            }
            seen(stream.nextAvailable());
        }
        return false;
    }

    private void seen(TrackedEventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> domain) {
            var last = own.getIfPresent(domain.getAggregateIdentifier());
            if (last == null || last < domain.getSequenceNumber()) {
                cache.forget(domain.getType(), domain.getAggregateIdentifier());
            }
        }
    }

    @Override
    public void close() {
        var open = log;
        log = null;
        if (open != null) {
            open.close();
        }
    }
}
