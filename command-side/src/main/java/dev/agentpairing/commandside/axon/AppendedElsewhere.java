package dev.agentpairing.commandside.axon;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.agentpairing.commandside.storage.LogTail;
import dev.agentpairing.commandside.storage.LogTail.Appended;

/**
 * What other nodes append, for whoever keeps things in memory that this makes stale. The log is read by those who ask, and no more often
 * than needed: an idle node reads nothing.
 */
final class AppendedElsewhere implements MessageDispatchInterceptor<EventMessage<?>>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AppendedElsewhere.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** An append that was under way when the log was opened may show up behind the place where it was opened; by then it is over. */
    private static final Duration IN_FLIGHT = Duration.ofSeconds(1);

    /** After a long pause there may be more than this to read; then it costs less to begin at the end, and to say so. */
    private static final int MOST_AT_ONCE = 20_000;

    private final LogTail.Opener log;
    private final LongSupplier nanos;
    private final Queue<String> appending = new ConcurrentLinkedQueue<>();
    private final Map<String, Boolean> own = new LeastRecentlyUsed<>(MOST_AT_ONCE);
    private final Deque<Appended> kept = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable LogTail tail;
    private long upTo;
    private long completeFrom;
    private long looked;
    private long settled;

    /** @param nanos a clock as {@link System#nanoTime} is one */
    AppendedElsewhere(LogTail.Opener log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
    }

    /**
     * @param upTo to ask from next time
     * @param complete false where there may have been more
     */
    record News(List<Appended> appended, long upTo, boolean complete) {}

    /** Remembers what this node is about to append, before anybody can read it. */
    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> appended) {
        appended.forEach(event -> appending.add(event.getIdentifier()));
        if (CurrentUnitOfWork.isStarted()) {
            CurrentUnitOfWork.get().root().onRollback(_ -> disown(appended));
        }
        return (_, event) -> event;
    }

    /**
     * A failed append may be in the log all the same: the answer to a commit can get lost, or the commit come late. Nobody here has done what
     * an append entails, so it is news like that of any other node, also where it was read already.
     */
    private void disown(List<? extends EventMessage<?>> appended) {
        lock.lock();
        try {
            takeOwn();
            for (var event : appended) {
                if (own.remove(event.getIdentifier()) == null && event instanceof DomainEventMessage<?> of) {
                    keep(new Appended(of.getIdentifier(), of.getType(), of.getAggregateIdentifier()));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** @param now whether to read the log in any case */
    News since(long after, boolean now) {
        lock.lock();
        try {
            boolean complete = look(now) && after >= completeFrom;
            return new News(complete ? latest(upTo - after) : List.of(), upTo, complete);
        } finally {
            lock.unlock();
        }
    }

    private List<Appended> latest(long wanted) {
        var news = new ArrayList<Appended>((int) wanted);
        var latest = kept.descendingIterator();
        while (news.size() < wanted) {
            news.add(latest.next());
        }
        return news;
    }

    /** Whether all that was appended since the log was opened is known. */
    private boolean look(boolean inAnyCase) {
        long now = nanos.getAsLong();
        if (!inAnyCase && tail != null && now - looked < LOOK_EVERY.toNanos() && now - settled >= 0) {
            return true;
        }
        try {
            if (tail == null) {
                open(now);
            }
            if (!caughtUp(tail)) {
                open(now);
            }
            looked = now;
        } catch (RuntimeException e) {
            LOG.warn("Cannot read what other nodes write; everything is loaded anew until it works again: {}", e.toString());
            close();
        }
        return tail != null && now - settled >= 0;
    }

    private void open(long now) {
        close();
        settled = now + IN_FLIGHT.toNanos();
        tail = log.open();
        kept.clear();
        completeFrom = ++upTo;
    }

    private boolean caughtUp(LogTail from) {
        for (int read = 0; read < MOST_AT_ONCE; ) {
            var next = from.next();
            takeOwn();
            next.forEach(this::seen);
            if (next.size() < LogTail.PAGE) {
                return true;
            }
            read += next.size();
        }
        return false;
    }

    /** After the log was read: whatever is in it was remembered before. */
    private void takeOwn() {
        for (var id = appending.poll(); id != null; id = appending.poll()) {
            own.put(id, true);
        }
    }

    private void seen(Appended event) {
        if (own.remove(event.id()) == null) {
            keep(event);
        }
    }

    private void keep(Appended event) {
        kept.addLast(event);
        upTo++;
        if (kept.size() > MOST_AT_ONCE) {
            kept.removeFirst();
            completeFrom++;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (tail != null) {
                tail.close();
                tail = null;
            }
            appending.clear();
            own.clear();
        } finally {
            lock.unlock();
        }
    }
}
