package dev.agentpairing.gateway.tracing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

import dev.agentpairing.gateway.settings.SettingProblem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TracingSettingsTest {

    private static final String ENDPOINT = "http://collector:4318/v1/traces";

    private final MockEnvironment environment = new MockEnvironment().withProperty(TracingSettings.ENDPOINT, ENDPOINT);

    @Test
    void every_request_is_traced_unless_less_is_wanted() {
        assertThat(TracingSettings.from(environment)).isEqualTo(new TracingSettings(ENDPOINT, 1));
    }

    @Test
    void the_collector_may_be_behind_tls() {
        environment.setProperty(TracingSettings.ENDPOINT, "https://collector/v1/traces");
        assertThat(TracingSettings.from(environment).endpoint()).isEqualTo("https://collector/v1/traces");
    }

    @Test
    void a_share_of_the_requests_can_be_traced() {
        assertThat(TracingSettings.from(environment.withProperty("pairing.tracing.share", "0.01")).share()).isEqualTo(0.01);
    }

    @ParameterizedTest
    @ValueSource(strings = {"collector", "collector:4318", "ftp://collector/v1/traces", "http://", "http://a b/", "/v1/traces", "http:///v1/traces"})
    void what_is_no_address_is_named_with_its_setting(String text) {
        environment.setProperty(TracingSettings.ENDPOINT, text);
        assertThatThrownBy(() -> TracingSettings.from(environment))
                .isInstanceOf(SettingProblem.class).hasMessageStartingWith(TracingSettings.ENDPOINT + ":").hasMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "-1", "1.5", "half", "1e-3", "NaN"})
    void what_is_no_share_is_named_with_its_setting(String text) {
        environment.setProperty("pairing.tracing.share", text);
        assertThatThrownBy(() -> TracingSettings.from(environment))
                .isInstanceOf(SettingProblem.class).hasMessageStartingWith("pairing.tracing.share:");
    }
}
