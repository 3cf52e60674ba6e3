package dev.agentpairing.gateway.history;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One request and its answer.
 *
 * @param number of its own
 * @param node that answered
 * @param start when it was sent, as {@link System#nanoTime} has it in the one process of all clients
 * @param end when it was answered
 * @param answer in the words of {@link Rules}; null when nobody knows whether it was carried out, then or at any later time
 * @param created the id that a proposal was answered with
 * @param shows writes that this read names by their token
 * @param late whether it was asked so long after all others that any node must show everything
 */
public record Operation(
        int number, PairName pair, String node, Side side, Request request, long start, long end, @Nullable String answer,
        @Nullable String created, Set<Integer> shows, boolean late) {

    /**
     * Two agents.
     *
     * @param connection under which they are paired
     */
    public record PairName(String connection, String agents) {}

    /** By whom, and what. */
    List<Object> asked() {
        return List.of(side, request);
    }

    boolean isAnswered() {
        return answer != null;
    }

    boolean isAcknowledgedWrite() {
        return answer != null && !request.reads() && answer.startsWith("2");
    }

    /** Whether it changes something, as far as is known. */
    boolean mayChange() {
        return !request.reads() && (answer == null || answer.startsWith("2"));
    }

    Operation seenFrom(long earlier, Set<Integer> shown) {
        return new Operation(number, pair, node, side, request, earlier, end, answer, created, shown, late);
    }

    @Override
    public String toString() {
        return "#%d %s, the %s: %s%s -> %s".formatted(number, node, side.name().toLowerCase(), request,
                created == null ? "" : " " + created, answer == null ? "unknown" : answer);
    }
}
