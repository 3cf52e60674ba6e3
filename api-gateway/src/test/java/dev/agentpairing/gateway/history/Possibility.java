package dev.agentpairing.gateway.history;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A way in which everything that was answered so far can be explained.
 *
 * @param done what has happened of that which is not answered yet, or never will be
 * @param last the last change, which makes no difference
 */
record Possibility(Pair pair, Set<Integer> done, @Nullable Operation last) {

    static final Possibility FIRST = new Possibility(Pair.NEVER_PAIRED, Set.of(), null);

    boolean has(Operation operation) {
        return done.contains(operation.number());
    }

    Possibility and(Set<Integer> more) {
        if (more.isEmpty()) {
            return this;
        }
        var all = new HashSet<>(done);
        all.addAll(more);
        return new Possibility(pair, Set.copyOf(all), last);
    }

    Possibility without(Set<Integer> some) {
        var rest = new HashSet<>(done);
        return rest.removeAll(some) ? new Possibility(pair, Set.copyOf(rest), last) : this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Possibility it && done.equals(it.done) && pair.equals(it.pair);
    }

    @Override
    public int hashCode() {
        return 31 * pair.hashCode() + done.hashCode();
    }
}
