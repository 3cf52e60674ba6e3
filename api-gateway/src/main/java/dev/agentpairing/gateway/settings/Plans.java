package dev.agentpairing.gateway.settings;

import java.util.Map;
import java.util.Set;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

import dev.agentpairing.messages.account.PlanLimits;
import dev.agentpairing.messages.account.PlanTable;

/** The plan table, which is configuration (contract, section 5): every plan has all four limits. */
public final class Plans {

    private static final String PREFIX = "pairing.plans";
    private static final ResolvableType ROW = ResolvableType.forClassWithGenerics(Map.class, String.class, String.class);
    private static final Bindable<Map<String, Map<String, String>>> TABLE =
            Bindable.of(ResolvableType.forClassWithGenerics(Map.class, ResolvableType.forClass(String.class), ROW));

    private final PlanTable table;

    private Plans(PlanTable table) {
        this.table = table;
    }

    static Plans from(Environment environment) {
        try {
            var configured = Binder.get(environment).bind(PREFIX, TABLE).orElseGet(Map::of);
            return new Plans(PlanTable.of(PlanTable.named(configured, environment::getProperty)));
        } catch (IllegalArgumentException e) {
            throw new SettingProblem(e.getMessage());
        }
    }

    public boolean has(String plan) {
        return table.plans().containsKey(plan);
    }

    public Set<String> names() {
        return table.plans().keySet();
    }

    /** A plan that is no longer in the table allows nothing more. */
    public PlanLimits of(String plan) {
        return table.limitsOf(plan);
    }
}
