package dev.agentpairing.commandside.axon;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of at most so many entries; whichever was used least recently makes room. For one thread at a time. */
final class LeastRecentlyUsed<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1;

    private final int size;

    LeastRecentlyUsed(int size) {
        super(16, 0.75f, true);
        this.size = size;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > size;
    }
}
