package dev.agentpairing.commandside.axon;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.axonframework.common.Registration;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates in memory, as they were after the last command of this node. Only the thread that runs commands touches them. What a command
 * appends to is safe in any case, by its sequence number; {@link OtherNodes} keeps what a command only reads from growing old.
 */
final class AggregateCache implements MeterBinder {

    private static final String NAME = "aggregates";

    private final Map<Key, Object> entries;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** @param type of the aggregate, as its events name it */
    private record Key(String type, Object id) {}

    AggregateCache(int size) {
        entries = new LeastRecentlyUsed<>(size);
    }

    /** To be read from the log next time. @return whether it was here */
    boolean forget(String type, Object aggregateId) {
        return entries.remove(new Key(type, aggregateId.toString())) != null;
    }

    /** Those that would have to be read from the log now. */
    List<String> missing(String type, Collection<UUID> aggregateIds) {
        return aggregateIds.stream().map(UUID::toString).filter(id -> !entries.containsKey(new Key(type, id))).toList();
    }

    void clear() {
        entries.clear();
    }

    /** As Micrometer names them for any cache. Their number is read by another thread, which may see it a moment late. */
    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("cache.size", entries, Map::size).tag("cache", NAME).register(registry);
        FunctionCounter.builder("cache.gets", hits, LongAdder::sum).tag("cache", NAME).tag("result", "hit").register(registry);
        FunctionCounter.builder("cache.gets", misses, LongAdder::sum).tag("cache", NAME).tag("result", "miss").register(registry);
    }

    /** The aggregates of one type; an id of another type finds nothing here. */
    org.axonframework.common.caching.Cache of(String type) {
        return new OfOneType(type);
    }

    private final class OfOneType implements org.axonframework.common.caching.Cache {

        private final String type;

        private OfOneType(String type) {
            this.type = type;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <K, V> @Nullable V get(K id) {
            var found = entries.get(new Key(type, id));
            (found == null ? misses : hits).increment();
            return (V) found;
        }

        @Override
        public void put(Object id, Object value) {
            entries.put(new Key(type, id), value);
        }

        @Override
        public boolean putIfAbsent(Object id, Object value) {
            return entries.putIfAbsent(new Key(type, id), value) == null;
        }

        @Override
        public boolean remove(Object id) {
            return entries.remove(new Key(type, id)) != null;
        }

        @Override
        public boolean containsKey(Object id) {
            return entries.containsKey(new Key(type, id));
        }

        /** Nobody asks for news of entries. */
        @Override
        public Registration registerCacheEntryListener(EntryListener listener) {
            return () -> true;
        }
    }
}
