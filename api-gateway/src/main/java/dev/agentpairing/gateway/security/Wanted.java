package dev.agentpairing.gateway.security;

import java.util.List;

import org.springframework.http.server.PathContainer;

/**
 * Whom an endpoint lets in, in words for others.
 *
 * @param credentials any one of these kinds; none is needed where there is none
 * @param scopes of an API key
 */
public record Wanted(List<String> credentials, List<String> scopes, boolean isAccount) {

    private static final String SESSION = "session";
    private static final List<String> ACCOUNT = List.of("apiKey", SESSION);

    /** @param path of an endpoint; with or without values for its variables */
    public static Wanted by(String method, String path) {
        return switch (Endpoints.access(method, PathContainer.parsePath(path.replaceAll("[{}]", "")))) {
            case Access.Scoped scoped -> new Wanted(ACCOUNT, List.of(scoped.scope().text()), true);
            case Access.AnyCredential any -> new Wanted(ACCOUNT, List.of(), true);
            case Access.SessionOnly session -> new Wanted(List.of(SESSION), List.of(), true);
            case Access.ConnectionToken token -> new Wanted(List.of("connectionToken"), List.of(), false);
            case Access.Operator operator -> new Wanted(List.of("operatorToken"), List.of(), false);
            case Access.Open open -> new Wanted(List.of(), List.of(), false);
            case null -> new Wanted(List.of(), List.of(), false);
        };
    }

    /** Whether some credentials of accounts are not enough. */
    public boolean isRefusedToSome() {
        return isAccount && (!scopes.isEmpty() || credentials.size() == 1);
    }

    public String words() {
        return scopes.isEmpty() ? "" : "An API key needs the scope " + String.join(", ", scopes) + ".";
    }
}
