package dev.agentpairing.messages.account;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** The limits of every plan, as configured under {@code pairing.plans} (contract, sections 5 and 7). */
public record PlanTable(Map<String, PlanLimits> plans) {

    /** Of an account whose plan is not in the table any more: it keeps what it has and gets nothing more. */
    private static final PlanLimits NOTHING_MORE = new PlanLimits(0, 0, 0, 0);

    private static final Set<String> LIMITS = Set.of("agents", "api-keys", "connections", "pairings-per-connection");

    /**
     * The same with every limit under its own name. A variable of the environment can have no dashes, so what it sets is found under another
     * one, beside what it is set instead of.
     *
     * @param setting what counts of all that is set, by the name of the property
     */
    public static Map<String, Map<String, String>> named(
            Map<String, Map<String, String>> configured, Function<String, @Nullable String> setting) {
        var plans = new TreeMap<String, Map<String, String>>();
        configured.forEach((plan, limits) -> limits.forEach((given, value) -> {
            var name = LIMITS.stream().filter(limit -> letters(limit).equals(letters(given))).findFirst().orElse(given);
            var counting = setting.apply("pairing.plans." + plan + "." + name);
            plans.computeIfAbsent(plan, _ -> new TreeMap<>()).put(name, counting == null ? value : counting);
        }));
        return plans;
    }

    private static String letters(String name) {
        return name.replaceAll("[._-]", "");
    }

    /**
     * @param configured by plan, then by limit: a whole number or {@code unlimited}
     * @throws IllegalArgumentException names the property that cannot work, and why
     */
    public static PlanTable of(Map<String, Map<String, String>> configured) {
        var plans = new TreeMap<String, PlanLimits>();
        configured.forEach((plan, limits) -> {
            limits.keySet().stream().filter(limit -> !LIMITS.contains(limit)).findFirst().ifPresent(limit -> {
                throw new IllegalArgumentException("pairing.plans." + plan + "." + limit + ": there is no such limit, only " + LIMITS);
            });
            plans.put(plan, new PlanLimits(
                    limit(plan, limits, "agents"), limit(plan, limits, "api-keys"), limit(plan, limits, "connections"),
                    limit(plan, limits, "pairings-per-connection")));
        });
        if (!plans.containsKey("free")) {
            throw new IllegalArgumentException("pairing.plans.free: is missing, but every new account starts with it");
        }
        return new PlanTable(plans);
    }

    private static @Nullable Integer limit(String plan, Map<String, String> limits, String name) {
        var property = "pairing.plans." + plan + "." + name;
        var value = limits.get(name);
        if (value == null) {
            throw new IllegalArgumentException(property + ": is missing; give a whole number or 'unlimited'");
        }
        if (value.equals("unlimited")) {
            return null;
        }
        if (!value.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(property + ": '" + value + "' is neither a whole number nor 'unlimited'");
        }
        return Integer.valueOf(value);
    }

    public PlanLimits limitsOf(String plan) {
        return plans.getOrDefault(plan, NOTHING_MORE);
    }
}
