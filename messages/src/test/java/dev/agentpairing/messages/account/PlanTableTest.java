package dev.agentpairing.messages.account;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlanTableTest {

    private static final Map<String, String> FREE =
            Map.of("agents", "2", "api-keys", "2", "connections", "3", "pairings-per-connection", "3");

    private static Map<String, String> freeBut(String limit, String value) {
        var limits = new HashMap<>(FREE);
        limits.put(limit, value);
        return limits;
    }

    @Test
    void limits_are_read_by_plan() {
        assertThat(PlanTable.of(Map.of("free", FREE)).limitsOf("free")).isEqualTo(new PlanLimits(2, 2, 3, 3));
    }

    @Test
    void unlimited_is_null() {
        assertThat(PlanTable.of(Map.of("free", freeBut("api-keys", "unlimited"))).limitsOf("free"))
                .isEqualTo(new PlanLimits(2, null, 3, 3));
    }

    @Test
    void a_limit_may_be_none_at_all() {
        assertThat(PlanTable.of(Map.of("free", freeBut("agents", "0"))).limitsOf("free").agents()).isZero();
    }

    @Test
    void an_account_whose_plan_is_gone_gets_nothing_more() {
        assertThat(PlanTable.of(Map.of("free", FREE)).limitsOf("gold")).isEqualTo(new PlanLimits(0, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "2.5", "1e3", "many", "Unlimited", "1234567890", "+3", "٣"})
    void a_limit_that_is_no_whole_number_names_its_property_and_value(String value) {
        assertThatThrownBy(() -> PlanTable.of(Map.of("free", FREE, "team", freeBut("connections", value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pairing.plans.team.connections")
                .hasMessageContaining("'" + value + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agents", "api-keys", "connections", "pairings-per-connection"})
    void a_missing_limit_is_named(String limit) {
        var limits = new HashMap<>(FREE);
        limits.remove(limit);
        assertThatThrownBy(() -> PlanTable.of(Map.of("free", FREE, "team", limits)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pairing.plans.team." + limit + ": is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apikeys", "api.keys", "api_keys", "api-keys"})
    void a_variable_of_the_environment_sets_a_limit_whose_name_has_dashes(String name) {
        var named = PlanTable.named(Map.of("free", freeBut(name, "7")), Map.of("pairing.plans.free.api-keys", "7")::get);
        assertThat(named).isEqualTo(Map.of("free", freeBut("api-keys", "7")));
    }

    @Test
    void what_is_no_limit_stays_as_it_is() {
        assertThat(PlanTable.named(Map.of("free", freeBut("agent", "3")), _ -> null)).isEqualTo(Map.of("free", freeBut("agent", "3")));
    }

    @Test
    void a_limit_that_does_not_exist_is_named() {
        assertThatThrownBy(() -> PlanTable.of(Map.of("free", freeBut("agent", "3"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pairing.plans.free.agent: there is no such limit");
    }

    @Test
    void a_table_without_the_plan_of_new_accounts_names_it() {
        assertThatThrownBy(() -> PlanTable.of(Map.of("team", FREE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pairing.plans.free: is missing");
    }
}
