package dev.agentpairing.messages.account;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** What an API key may open (contract, section 5). A session may everything. */
public enum Scope {
    PAIRINGS_READ("pairings:read"),
    PAIRINGS_WRITE("pairings:write"),
    PAIRINGS_REVOKE("pairings:revoke"),
    CONNECTIONS("connections"),
    AGENTS("agents"),
    API_KEYS("api-keys"),
    AUDIT("audit");

    private static final Map<String, Scope> BY_TEXT = Stream.of(values()).collect(Collectors.toMap(Scope::text, s -> s));

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /** As it is written in requests and answers. */
    public String text() {
        return text;
    }

    public static @Nullable Scope of(String text) {
        return BY_TEXT.get(text);
    }
}
