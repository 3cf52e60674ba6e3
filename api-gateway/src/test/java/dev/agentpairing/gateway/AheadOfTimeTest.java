package dev.agentpairing.gateway;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which settings make the program find its beans itself. */
class AheadOfTimeTest {

    private static String choiceAmong(Map<String, Object> settings, Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("settings", settings));
        environment.getPropertySources().replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        ConfigurationPropertySources.attach(environment);
        return AheadOfTime.choice(environment).map(ConfigurationPropertyName::toString).orElse("none");
    }

    private static String choiceAmong(String name) {
        return choiceAmong(Map.of(name, "true"), Map.of());
    }

    @Test
    void what_the_jar_sets_chooses_nothing() {
        assertThat(choiceAmong(Map.of(), Map.of())).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server.port", "server.address", "spring.datasource.url", "spring.datasource.hikari.maximum-pool-size",
        "pairing.admin-token", "pairing.plans.team.agents", "logging.level.root", "path", "java.home", "servers.port"})
    void values_choose_nothing(String name) {
        assertThat(choiceAmong(name)).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"axon.axonserver.enabled", "management.endpoints.web.base-path", "server.forward-headers-strategy",
        "spring.profiles.active", "spring.threads.virtual.enabled", "spring.autoconfigure.exclude"})
    void what_a_library_may_look_at_is_a_choice(String name) {
        assertThat(choiceAmong(name)).isEqualTo(name);
    }

    @Test
    void the_port_of_the_metrics_is_a_choice_only_where_there_would_be_none_of_their_own() {
        assertThat(choiceAmong(Map.of("management.server.port", "0"), Map.of())).isEqualTo("none");
        assertThat(choiceAmong(Map.of("management.server.port", "-1"), Map.of())).isEqualTo("management.server.port");
        assertThat(choiceAmong(Map.of("server.port", "9000", "management.server.port", "9000"), Map.of()))
                .isEqualTo("management.server.port");
    }

    @Test
    void variables_of_the_environment_are_settings_too() {
        assertThat(choiceAmong(Map.of(), Map.of("HOME", "/", "_", "/bin/java", "SPRING_DATASOURCE_URL", "jdbc:…"))).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PAIRING_RUN_QUERYSIDE", "PAIRING_QUERY_SIDE_REBUILD", "AXON_AXONSERVER_ENABLED"})
    void a_variable_is_a_choice_however_it_is_written(String name) {
        assertThat(choiceAmong(Map.of(), Map.of(name, "true"))).isEqualToIgnoringCase(name.replace('_', '.'));
    }
}
