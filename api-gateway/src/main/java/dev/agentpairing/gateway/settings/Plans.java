package dev.agentpairing.gateway.settings;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

import dev.agentpairing.messages.account.PlanLimits;

/** The plan table, which is configuration (contract, section 5): every plan has all four limits. */
public final class Plans {

    private static final String PREFIX = "pairing.plans";
    private static final Set<String> LIMITS = Set.of("agents", "api-keys", "connections", "pairings-per-connection");
    private static final ResolvableType ROW = ResolvableType.forClassWithGenerics(Map.class, String.class, String.class);
    private static final Bindable<Map<String, Map<String, String>>> TABLE =
            Bindable.of(ResolvableType.forClassWithGenerics(Map.class, ResolvableType.forClass(String.class), ROW));

    private final Map<String, PlanLimits> limits;

    private Plans(Map<String, PlanLimits> limits) {
        this.limits = limits;
    }

    static Plans from(Environment environment) {
        var limits = new TreeMap<String, PlanLimits>();
        Binder.get(environment).bind(PREFIX, TABLE).orElseGet(Map::of).forEach((plan, row) -> limits.put(plan, row(plan, row)));
        if (!limits.containsKey("free")) {
            throw new SettingProblem(PREFIX + ".free", "is missing, but every account starts with this plan");
        }
        return new Plans(limits);
    }

    public boolean has(String plan) {
        return limits.containsKey(plan);
    }

    public Set<String> names() {
        return limits.keySet();
    }

    /** A plan that is no longer in the table allows nothing more. */
    public PlanLimits of(String plan) {
        return limits.getOrDefault(plan, new PlanLimits(0, 0, 0, 0));
    }

    private static PlanLimits row(String plan, Map<String, String> row) {
        for (var name : row.keySet()) {
            if (!LIMITS.contains(name)) {
                throw new SettingProblem(PREFIX + "." + plan + "." + name, "is no limit; there are " + String.join(", ", LIMITS));
            }
        }
        return new PlanLimits(
                limit(plan, row, "agents"), limit(plan, row, "api-keys"),
                limit(plan, row, "connections"), limit(plan, row, "pairings-per-connection"));
    }

    private static @Nullable Integer limit(String plan, Map<String, String> row, String name) {
        var text = row.get(name);
        if ("unlimited".equals(text)) {
            return null;
        }
        if (text == null || !text.matches("[0-9]{1,9}")) {
            var found = text == null ? "is missing" : "is '" + text + "'";
            var rule = ", but must be a whole number >= 0 or 'unlimited'";
            throw new SettingProblem(PREFIX + "." + plan + "." + name, found + rule);
        }
        return Integer.valueOf(text);
    }
}
