package dev.agentpairing.commandside.axon;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates in memory, as they were after the last command of this node. Only the thread that runs commands touches them. What a command
 * appends to is safe in any case, by its sequence number; {@link OtherNodes} keeps what a command only reads from growing old.
 *
 * <p>Each type has room of its own: pairings, which most commands need once or twice, never push out the few agents and connections that
 * all of them need.
 */
final class AggregateCache implements MeterBinder {

    private static final String NAME = "aggregates";

    private final int size;
    private final Map<String, OfOneType> types = new ConcurrentHashMap<>();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** @param size how many of each type */
    AggregateCache(int size) {
        this.size = size;
    }

    /** To be read from the log next time. @return whether it was here */
    boolean forget(String type, Object aggregateId) {
        var known = types.get(type);
        return known != null && known.forget(aggregateId.toString());
    }

    /** Those that would have to be read from the log now. */
    List<String> missing(String type, Collection<UUID> aggregateIds) {
        var known = of(type);
        return aggregateIds.stream().map(UUID::toString).filter(id -> !known.containsKey(id)).toList();
    }

    void clear() {
        types.values().forEach(OfOneType::clear);
    }

    /** As Micrometer names them for any cache. Their number is read by another thread, which may see it a moment late. */
    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("cache.size", types, all -> all.values().stream().mapToInt(type -> type.entries.size()).sum()).tag("cache", NAME)
                .register(registry);
        FunctionCounter.builder("cache.gets", hits, LongAdder::sum).tag("cache", NAME).tag("result", "hit").register(registry);
        FunctionCounter.builder("cache.gets", misses, LongAdder::sum).tag("cache", NAME).tag("result", "miss").register(registry);
    }

    /** @param type of the aggregates, as their events name it; an id of another type finds nothing here */
    OfOneType of(String type) {
        return types.computeIfAbsent(type, _ -> new OfOneType());
    }

    final class OfOneType implements Cache {

        private final Map<Object, Object> entries = new LeastRecentlyUsed<>(size);
        private long forgotten;

        private OfOneType() {}

        private boolean forget(String id) {
            forgotten++;
            return remove(id);
        }

        private void clear() {
            forgotten++;
            entries.clear();
        }

        /** Changes whenever something of this type is not to be trusted any more. */
        long forgotten() {
            return forgotten;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <K, V> @Nullable V get(K id) {
            var found = entries.get(id);
            (found == null ? misses : hits).increment();
            return (V) found;
        }

        @Override
        public void put(Object id, Object value) {
            entries.put(id, value);
        }

        @Override
        public boolean putIfAbsent(Object id, Object value) {
            return entries.putIfAbsent(id, value) == null;
        }

        @Override
        public boolean remove(Object id) {
            return entries.remove(id) != null;
        }

        @Override
        public boolean containsKey(Object id) {
            return entries.containsKey(id);
        }

        /** Nobody asks for news of entries. */
        @Override
        public Registration registerCacheEntryListener(EntryListener listener) {
            return () -> true;
        }
    }
}
