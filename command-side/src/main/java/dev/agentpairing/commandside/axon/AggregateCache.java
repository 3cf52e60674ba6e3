package dev.agentpairing.commandside.axon;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.jspecify.annotations.Nullable;

import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Aggregates in memory, as they were after the last command of this node. Only the thread that runs commands touches the entries;
 * others say what has become stale, and that is dropped before the next batch. What a command appends to is safe in any case, by its
 * sequence number; dropping keeps what a command only reads from growing old.
 */
final class AggregateCache implements Cache {

    private final com.github.benmanes.caffeine.cache.Cache<Object, Object> entries;
    private final Queue<String> stale = new ConcurrentLinkedQueue<>();
    private volatile boolean blind = true;
    private final AtomicBoolean dropAll = new AtomicBoolean();

    AggregateCache(long size) {
        entries = Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
    }

    /** Another node has appended to this stream. */
    void changedElsewhere(String aggregateId) {
        stale.add(aggregateId);
    }

    /** Whether what other nodes append goes unseen; nothing is kept from one batch to the next then. */
    void blind(boolean now) {
        dropAll.set(true); // what was loaded meanwhile may have changed unseen
        blind = now;
    }

    /** Called by the thread that runs commands, before each batch. */
    void dropStale() {
        if (dropAll.getAndSet(false) || blind) {
            entries.invalidateAll();
        }
        for (var id = stale.poll(); id != null; id = stale.poll()) {
            entries.invalidate(id);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <K, V> @Nullable V get(K key) {
        return (V) entries.getIfPresent(key);
    }

    @Override
    public void put(Object key, Object value) {
        entries.put(key, value);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return entries.asMap().putIfAbsent(key, value) == null;
    }

    @Override
    public boolean remove(Object key) {
        return entries.asMap().remove(key) != null;
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.asMap().containsKey(key);
    }

    /** Nobody asks for news of entries. */
    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        return () -> true;
    }
}
