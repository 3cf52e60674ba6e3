package dev.agentpairing.gateway.settings;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

import dev.agentpairing.messages.account.PlanLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlansTest {

    private final MockEnvironment environment = new MockEnvironment();

    PlansTest() {
        plan("free", "2");
    }

    @Test
    void a_limit_is_a_number_or_unlimited() {
        plan("big", "0");
        environment.setProperty("pairing.plans.big.api-keys", "unlimited");
        assertThat(Plans.from(environment).of("big")).isEqualTo(new PlanLimits(0, null, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lots", "-1", "1.5", "", "UNLIMITED", "99999999999"})
    void anything_else_is_refused_by_name(String value) {
        environment.setProperty("pairing.plans.free.agents", value);
        assertThatThrownBy(() -> Plans.from(environment)).isInstanceOf(SettingProblem.class)
                .hasMessageStartingWith("pairing.plans.free.agents: ").hasMessageContaining("'" + value + "'");
    }

    @Test
    void a_plan_needs_all_four_limits() {
        environment.setProperty("pairing.plans.half.agents", "1");
        assertThatThrownBy(() -> Plans.from(environment)).hasMessageStartingWith("pairing.plans.half.api-keys: is missing");
    }

    @Test
    void a_misspelt_limit_is_refused() {
        environment.setProperty("pairing.plans.free.agent", "1");
        assertThatThrownBy(() -> Plans.from(environment)).hasMessageStartingWith("pairing.plans.free.agent: ");
    }

    @Test
    void the_first_plan_must_be_there() {
        assertThatThrownBy(() -> Plans.from(new MockEnvironment())).hasMessageStartingWith("pairing.plans.free: ");
    }

    @Test
    void a_plan_that_is_gone_allows_nothing_more() {
        assertThat(Plans.from(environment).of("gone")).isEqualTo(new PlanLimits(0, 0, 0, 0));
    }

    private void plan(String name, String limit) {
        for (var what : List.of("agents", "api-keys", "connections", "pairings-per-connection")) {
            environment.setProperty("pairing.plans." + name + "." + what, limit);
        }
    }
}
