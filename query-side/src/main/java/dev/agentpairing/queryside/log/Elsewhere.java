package dev.agentpairing.queryside.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

import org.axonframework.queryhandling.QueryGateway;
import org.springframework.beans.factory.ObjectProvider;

import dev.agentpairing.messages.log.LogQuery.Grown;
import dev.agentpairing.messages.log.LogQuery.ListAppendedElsewhere;
import dev.agentpairing.messages.log.LogQuery.NewsOfLog;

/**
 * Tells whoever keeps what it has read what other nodes have appended since. Requests ask for it, and no more often than needed; an idle
 * node asks nothing. Own appends are not told: whoever writes them knows.
 */
public final class Elsewhere {

    private static final long EVERY_NANOS = Duration.ofMillis(100).toNanos();

    private final ObjectProvider<QueryGateway> queries;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock looking = new ReentrantLock();
    private volatile long looked = System.nanoTime() - EVERY_NANOS;
    private long upTo;

    public Elsewhere(ObjectProvider<QueryGateway> queries) {
        this.queries = queries;
    }

    public interface Listener {

        void grown(List<Grown> streams);

        /** Any stream may have grown. */
        void unknown();
    }

    public void tell(Listener listener) {
        listeners.add(listener);
    }

    /** Returns when all listeners know what other nodes had stored 150 ms ago. */
    public void look() {
        if (System.nanoTime() - looked >= EVERY_NANOS) {
            look(false);
        }
    }

    /** Returns when all listeners know what other nodes have stored by now. */
    public void lookNow() {
        look(true);
    }

    private void look(boolean now) {
        looking.lock();
        try {
            long begun = System.nanoTime();
            if (now || begun - looked >= EVERY_NANOS) {
                ask(now);
                looked = begun;
            }
        } finally {
            looking.unlock();
        }
    }

    private void ask(boolean now) {
        var news = queries.getObject().query(new ListAppendedElsewhere(upTo, now), NewsOfLog.class).join();
        if (!news.complete()) {
            listeners.forEach(Listener::unknown);
        } else if (!news.streams().isEmpty()) {
            listeners.forEach(listener -> listener.grown(news.streams()));
        }
        upTo = news.upTo(); // a listener that fails is told again
    }
}
