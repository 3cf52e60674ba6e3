package dev.agentpairing.gateway.history;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.gateway.history.Operation.PairName;
import dev.agentpairing.gateway.history.Request.Check;
import dev.agentpairing.gateway.history.Request.Propose;

import static dev.agentpairing.gateway.history.Side.INVITED;
import static dev.agentpairing.gateway.history.Side.INVITER;
import static org.assertj.core.api.Assertions.assertThat;

/** A history that is told step by step. Times are in milliseconds. */
final class Story {

    static final PairName PAIR = new PairName("c", "a-b");
    static final PairName OTHER_PAIR = new PairName("c", "a-d");

    final History history = new History();
    private int count;

    int asked(
            PairName pair, String node, Side side, Request request, long start, long end, @Nullable String answer, Integer... shows) {
        var created = request instanceof Propose && answer != null && answer.startsWith("201") ? answer.substring(4) : null;
        var said = created == null ? answer : "201 pending " + ((Propose) request).permission();
        history.add(new Operation(
                ++count, pair, node, side, request, start * 1_000_000, end * 1_000_000, said, created, Set.of(shows), false));
        return count;
    }

    int a(Side side, Request request, long start, long end, @Nullable String answer, Integer... shows) {
        return asked(PAIR, "A", side, request, start, end, answer, shows);
    }

    int b(Side side, Request request, long start, long end, @Nullable String answer, Integer... shows) {
        return asked(PAIR, "B", side, request, start, end, answer, shows);
    }

    int proposed() {
        return a(INVITER, new Propose("both"), 0, 1, "201 p");
    }

    static Check check() {
        return new Check(INVITER);
    }

    void right() {
        assertThat(history.contradictions(3)).isEmpty();
    }

    /** @param with what the contradicting one is said to be at odds with */
    void wrong(int operation, Integer... with) {
        var found = history.contradictions(3);
        assertThat(found).singleElement().satisfies(it -> {
            assertThat(it.operation().number()).isEqualTo(operation);
            assertThat(new HashSet<>(it.with().stream().map(Operation::number).toList())).isEqualTo(Set.of(with));
        });
    }

    int late(Request request, String answer) {
        long end = Long.MAX_VALUE;
        history.add(new Operation(++count, PAIR, "B", INVITED, request, end - 1, end, answer, null, Set.of(), true));
        return count;
    }
}
