package dev.agentpairing.gateway.settings;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {

    private final MockEnvironment environment = new MockEnvironment().withProperty("pairing.plans.free.agents", "1")
            .withProperty("pairing.plans.free.api-keys", "1").withProperty("pairing.plans.free.connections", "1")
            .withProperty("pairing.plans.free.pairings-per-connection", "1");

    @ParameterizedTest
    @ValueSource(strings = {"4", "10", "20"})
    void bcrypt_may_cost_as_much(String strength) {
        environment.setProperty("pairing.password-strength", strength);
        assertThatCode(() -> Settings.check(environment)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "21", "-4", "", "strong", "10.0"})
    void bcrypt_may_not_cost_as_much(String strength) {
        environment.setProperty("pairing.password-strength", strength);
        assertThatThrownBy(() -> Settings.check(environment)).isInstanceOf(SettingProblem.class).hasMessageContaining("from 4 to 20");
    }
}
