package dev.agentpairing.gateway;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aot.AotDetector;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.Environment;

/**
 * Beans that were found when the program was built are those of its own settings, as they are in its jar. Whatever else is set, and might
 * choose other beans, makes the program look for them itself, as it does without {@code spring.aot.enabled}.
 *
 * @see <a href="https://docs.spring.io/spring-framework/reference/core/aot.html">Ahead of Time Optimizations</a>
 */
final class AheadOfTime {

    private static final Logger LOG = LoggerFactory.getLogger(AheadOfTime.class);

    /** What libraries look at; any other name is somebody else's. */
    private static final Set<String> OURS = Set.of("spring", "server", "management", "axon", "pairing");

    /** What only has values. */
    private static final List<String> VALUES = beginnings(
            "pairing", "server.address", "server.port", "management.server.address", "spring.datasource.url", "spring.datasource.username",
            "spring.datasource.password", "spring.datasource.hikari", "spring.application.name", "spring.application.pid",
            "spring.application.version", "spring.aot.enabled", "spring.context.exit");

    /** What chooses all the same. */
    private static final List<String> CHOICES = beginnings(
            "pairing.demo", "pairing.query-side.rebuild", "pairing.run", "pairing.tracing", "pairing.views");

    /** Chooses when there is no such port, or the same. */
    private static final ConfigurationPropertyName METRICS = ConfigurationPropertyName.of("management.server.port");

    private AheadOfTime() {}

    /** When the settings are known and nothing is made of them yet. */
    static void leaveIfOthersAreChosen(Environment environment) {
        if (AotDetector.useGeneratedArtifacts()) {
            choice(environment).ifPresent(name -> {
                LOG.info("{} may choose other parts than those that were prepared: this start takes longer", name);
                SpringProperties.setProperty(AotDetector.AOT_ENABLED, "false");
            });
        }
    }

    /** A setting from outside the jar that is more than a value. */
    static Optional<ConfigurationPropertyName> choice(Environment environment) {
        return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
                .filter(source -> !isOfTheJar(source))
                .flatMap(source -> source instanceof IterableConfigurationPropertySource names ? names.stream() : Stream.empty())
                .filter(name -> OURS.contains(name.getElement(0, Form.UNIFORM)) && (!isAmong(VALUES, name) || isAmong(CHOICES, name)))
                .filter(name -> !name.equals(METRICS) || ManagementPortType.get(environment) != ManagementPortType.DIFFERENT)
                .findFirst();
    }

    private static boolean isOfTheJar(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof OriginTrackedMapPropertySource file && file.getName().contains("class path resource");
    }

    private static boolean isAmong(List<String> beginnings, ConfigurationPropertyName name) {
        var letters = letters(name.toString());
        return beginnings.stream().anyMatch(letters::startsWith);
    }

    private static List<String> beginnings(String... names) {
        return Stream.of(names).map(AheadOfTime::letters).toList();
    }

    /** A variable of the environment may have dots where a name has dashes, and the other way round. */
    private static String letters(String name) {
        return name.replaceAll("[.-]", "");
    }
}
