package dev.agentpairing.gateway;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

import dev.agentpairing.gateway.settings.DatabaseUrl;
import dev.agentpairing.gateway.settings.SettingProblem;
import dev.agentpairing.gateway.settings.Settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The line that says why settings cannot work. {@code StartTest} shows that the program says it and ends, for some of each kind. */
class RefusedSettingsTest {

    /** Words that the line must contain: the setting, and why it cannot work. */
    static Stream<Arguments> refused() {
        return Stream.of(
                refused("a plan that lacks a limit", List.of("pairing.plans.tiny.", "missing"), "pairing.plans.tiny.agents=1"),
                refused("a limit of an unknown name", List.of("pairing.plans.free.robots", "no"), "pairing.plans.free.robots=1"),
                refused("another dialect of H2", List.of("spring.datasource.url", "MySQL"), "spring.datasource.url=jdbc:h2:file:./x;MODE=MySQL"),
                refused("no database", List.of("spring.datasource.url", "empty"), "spring.datasource.url="),
                refused("no part at all", List.of("pairing.run", "nothing"),
                        "pairing.run.command-side=false", "pairing.run.query-side=false", "pairing.run.api-gateway=false"),
                refused("a server without a name", List.of("axon.axonserver.servers", ":::"),
                        "axon.axonserver.enabled=true", "axon.axonserver.servers=:::"),
                refused("a rebuild that is neither wanted nor not", List.of("pairing.query-side.rebuild", "perhaps"),
                        "pairing.query-side.rebuild=perhaps"),
                refused("views in the transaction of a log that is elsewhere", List.of("pairing.views.tracking", "Axon Server"),
                        "axon.axonserver.enabled=true", "pairing.views.tracking=false"),
                refused("the example world on all addresses", List.of("pairing.demo", "0.0.0.0"),
                        "pairing.demo=true", "server.address=0.0.0.0"));
    }

    private static Arguments refused(String what, List<String> words, String... settings) {
        return arguments(what, words, Stream.of(settings).map(setting -> "--" + setting).toArray(String[]::new));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void a_setting_that_cannot_work_is_refused_in_one_line(String what, List<String> words, String[] settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(settings));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        var problem = catchThrowableOfType(SettingProblem.class, () -> {
            Settings.parts(environment);
            Settings.check(environment);
            DatabaseUrl.complete(environment);
        });
        assertThat(StartFailure.explain(problem)).startsWith("Cannot start: ").contains(words).hasLineCount(1)
                .doesNotContain("Exception");
    }
}
