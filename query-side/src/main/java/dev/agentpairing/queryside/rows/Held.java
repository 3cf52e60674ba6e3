package dev.agentpairing.queryside.rows;

import java.util.Set;

/**
 * What a view may not take of one stream.
 *
 * @param from this event and all later ones wait
 * @param discarded these are never taken
 */
public record Held(long from, Set<Long> discarded) {

    static final Held NOTHING = new Held(Long.MAX_VALUE, Set.of());

    public boolean passes(long sequence) {
        return sequence < from && !discarded.contains(sequence);
    }

    /** Whether the row that an event changes may be missing, because the event that brings it about was discarded. */
    boolean hasGaps() {
        return !discarded.isEmpty();
    }
}
