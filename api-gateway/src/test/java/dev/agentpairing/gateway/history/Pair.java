package dev.agentpairing.gateway.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** What is true of two agents: the pairing that is open, and those that are over, the last one first. */
record Pair(@Nullable Pairing open, @Nullable Over over) {

    static final Pair NEVER_PAIRED = new Pair(null, null);

    /** Grows by one at a time and is compared often, so it knows its hash. */
    static final class Over {

        final Pairing pairing;
        private final @Nullable Over before;
        private final int hash;

        private Over(Pairing pairing, @Nullable Over before) {
            this.pairing = pairing;
            this.before = before;
            this.hash = Objects.hash(pairing, before);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Over over && hash == over.hash && pairing.equals(over.pairing)
                    && Objects.equals(before, over.before);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** The open one is this from now on, or over. */
    Pair with(Pairing changed) {
        return changed.isOver() ? new Pair(null, new Over(changed, over)) : new Pair(changed, over);
    }

    @Nullable Pairing find(@Nullable String id) {
        return all(false).stream().filter(pairing -> pairing.id().equals(id)).findFirst().orElse(null);
    }

    boolean has(String id) {
        return find(id) != null;
    }

    @Nullable Pairing latest() {
        return open != null ? open : over == null ? null : over.pairing;
    }

    List<Pairing> all(boolean onlyOpen) {
        var all = new ArrayList<Pairing>();
        if (open != null) {
            all.add(open);
        }
        for (var next = onlyOpen ? null : over; next != null; next = next.before) {
            all.add(next.pairing);
        }
        return all;
    }
}
