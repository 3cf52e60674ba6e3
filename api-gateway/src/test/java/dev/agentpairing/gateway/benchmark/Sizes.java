package dev.agentpairing.gateway.benchmark;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much is measured. Given as {@code rounds=3,seconds=2,…}.
 *
 * @param databases of {@code h2} and {@code postgresql}
 * @param rounds how often each load is measured; the median counts
 * @param each how long one measurement takes
 * @param warmUp how long a new process is under load before the first
 * @param events of the long past, about
 * @param crowd how many pairings have ended under one connection of it
 */
record Sizes(List<String> databases, int rounds, Duration each, Duration warmUp, int events, int crowd) {

    private static final Map<String, String> USUAL = Map.of(
            "databases", "h2+postgresql", "rounds", "3", "seconds", "3", "warm-up", "20", "events", "1000000", "crowd", "10000");
    private static final Map<String, String> QUICK = Map.of(
            "rounds", "1", "seconds", "1", "warm-up", "3", "events", "20000", "crowd", "1000");

    /** More proposals in a second than are expected of any machine's two cores: no pair of agents is proposed twice. */
    private static final int MOST_A_SECOND = 5_000;

    static Sizes of(boolean quick, String wanted) {
        var values = new HashMap<>(USUAL);
        if (quick) {
            values.putAll(QUICK);
        }
        for (var one : wanted.isBlank() ? new String[0] : wanted.split(",")) {
            var parts = one.trim().split("=", 2);
            if (parts.length < 2 || values.put(parts[0], parts[1]) == null) {
                throw new IllegalArgumentException("Known are " + Set.copyOf(USUAL.keySet()) + ", as name=value, not '" + one + "'");
            }
        }
        return new Sizes(List.of(values.get("databases").split("\\+")), number(values, "rounds"),
                Duration.ofSeconds(number(values, "seconds")), Duration.ofSeconds(number(values, "warm-up")), number(values, "events"),
                number(values, "crowd"));
    }

    private static int number(Map<String, String> values, String name) {
        return Integer.parseInt(values.get(name));
    }

    /** How many proposals there can be in a number of loads, and in the warm-up. */
    int proposals(int loads) {
        return (int) (MOST_A_SECOND * (rounds * loads * each.toSeconds() + warmUp.toSeconds()));
    }

    /** How many agents two accounts need for so many different pairs. */
    static int agents(int pairs) {
        return (int) Math.ceil(Math.sqrt(pairs));
    }
}
