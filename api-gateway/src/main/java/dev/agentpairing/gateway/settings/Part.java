package dev.agentpairing.gateway.settings;

import java.util.Locale;

/** What a process may run of the program. */
public enum Part {
    COMMAND_SIDE, QUERY_SIDE, API_GATEWAY;

    String property() {
        return "pairing.run." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
