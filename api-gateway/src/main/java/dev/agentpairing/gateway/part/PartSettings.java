package dev.agentpairing.gateway.part;

import java.util.Map;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** A process without the gateway opens no port but that of its management. */
public final class PartSettings {

    private static final String GROUP = "management.endpoint.health.group.";

    /** Whatever is set besides. */
    private static final Map<String, Object> SETTINGS = Map.of(
            "server.port", -1,
            GROUP + "livez.include", "ping",
            GROUP + "livez.additional-path", "management:/livez",
            GROUP + "readyz.include", "parts",
            GROUP + "readyz.additional-path", "management:/readyz");

    private PartSettings() {}

    public static void apply(ConfigurableEnvironment environment) {
        environment.getPropertySources().addFirst(new MapPropertySource("without-gateway", SETTINGS));
    }
}
