package dev.agentpairing.queryside.rows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;

/**
 * What was read last, by key. Whoever misses something reads it, while others wait for that one reading. What is dropped while it is being
 * read is not kept: only those that asked before the drop can get it, and whoever asks after the drop reads anew.
 */
public final class ReadThrough<K, V> {

    private final AsyncCache<K, Optional<V>> entries;

    /** @param size the most that all values together may weigh; half a kilobyte for each unit is a good guess */
    public ReadThrough(long size, Weigher<K, V> weigher) {
        entries = Caffeine.newBuilder()
                .executor(Runnable::run)
                .recordStats()
                .maximumWeight(size)
                .weigher((K key, Optional<V> value) -> value.map(present -> weigher.weigh(key, present)).orElse(1))
                .buildAsync();
    }

    /** @param read empty where there is no such thing, which is remembered as well */
    public Optional<V> get(K key, Function<K, Optional<V>> read) {
        var known = entries.getIfPresent(key);
        if (known != null) {
            return known.join();
        }
        return getAll(List.of(key), missing -> {
            var value = new HashMap<K, V>();
            read.apply(key).ifPresent(present -> value.put(key, present));
            return value;
        }).get(key);
    }

    /** @param read of those keys, with one question; what is absent does not exist */
    public Map<K, Optional<V>> getAll(Collection<K> keys, Function<List<K>, Map<K, V>> read) {
        var found = new HashMap<K, CompletableFuture<Optional<V>>>(keys.size() * 2);
        var mine = new HashMap<K, CompletableFuture<Optional<V>>>();
        for (var key : keys) {
            var known = entries.getIfPresent(key);
            if (known == null) {
                var own = new CompletableFuture<Optional<V>>();
                known = entries.asMap().putIfAbsent(key, own);
                if (known == null) {
                    known = own;
                    mine.put(key, own);
                }
            }
            found.put(key, known);
        }
        if (!mine.isEmpty()) {
            read(mine, read);
        }
        var values = new HashMap<K, Optional<V>>(found.size() * 2);
        found.forEach((key, value) -> values.put(key, value.join()));
        return values;
    }

    private void read(Map<K, CompletableFuture<Optional<V>>> mine, Function<List<K>, Map<K, V>> read) {
        try {
            var values = read.apply(new ArrayList<>(mine.keySet()));
            mine.forEach((key, entry) -> entry.complete(Optional.ofNullable(values.get(key))));
        } catch (RuntimeException e) { // Caffeine lets go of what fails
            mine.values().forEach(entry -> entry.completeExceptionally(e));
            throw e;
        }
    }

    /** As Micrometer shows any cache of this name. */
    public void watch(MeterRegistry registry, String name) {
        CaffeineCacheMetrics.monitor(registry, entries, name);
    }

    public void drop(K key) {
        entries.synchronous().invalidate(key);
    }

    public void clear() {
        entries.synchronous().invalidateAll();
    }
}
