package dev.agentpairing.gateway.security;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import dev.agentpairing.messages.account.Scope;

/** The one table of who may what (contract, sections 1 and 5); an endpoint that is not in it does not exist. */
final class Endpoints {

    record Row(String method, PathPattern path, Access access) {}

    /** Literal paths stand before patterns that would match them too. */
    static final List<Row> TABLE = List.of(
            row("POST", "/v1/accounts", new Access.Open()),
            row("POST", "/v1/sessions", new Access.Open()),
            row("DELETE", "/v1/sessions/current", new Access.SessionOnly()),
            row("GET", "/v1/account", new Access.AnyCredential()),
            row("POST", "/v1/api-keys", Scope.API_KEYS),
            row("GET", "/v1/api-keys", Scope.API_KEYS),
            row("DELETE", "/v1/api-keys/{id}", Scope.API_KEYS),
            row("PUT", "/v1/admin/accounts/{id}/plan", new Access.Operator()),
            row("GET", "/v1/admin/dead-letters", new Access.Operator()),
            row("POST", "/v1/admin/dead-letters/{id}/retry", new Access.Operator()),
            row("DELETE", "/v1/admin/dead-letters/{id}", new Access.Operator()),
            row("POST", "/v1/agents/register", Scope.AGENTS),
            row("POST", "/v1/agents/connect", new Access.ConnectionToken()),
            row("GET", "/v1/agents", Scope.AGENTS),
            row("GET", "/v1/agents/me", Scope.AGENTS),
            row("GET", "/v1/agents/sendable", Scope.PAIRINGS_READ),
            row("GET", "/v1/agents/resolve", Scope.PAIRINGS_READ),
            row("GET", "/v1/agents/{id}", Scope.AGENTS),
            row("PATCH", "/v1/agents/{id}", Scope.AGENTS),
            row("DELETE", "/v1/agents/{id}", Scope.AGENTS),
            row("POST", "/v1/agents/{id}/disconnect", Scope.AGENTS),
            row("POST", "/v1/agents/{id}/rotate-key", Scope.AGENTS),
            row("POST", "/v1/connections", Scope.CONNECTIONS),
            row("GET", "/v1/connections", Scope.CONNECTIONS),
            row("GET", "/v1/connections/{id}", Scope.CONNECTIONS),
            row("POST", "/v1/connections/{id}/accept", Scope.CONNECTIONS),
            row("POST", "/v1/connections/{id}/reject", Scope.CONNECTIONS),
            row("DELETE", "/v1/connections/{id}", Scope.CONNECTIONS),
            row("POST", "/v1/connections/{id}/block", Scope.CONNECTIONS),
            row("GET", "/v1/connections/{id}/agents", Scope.CONNECTIONS),
            row("GET", "/v1/blocked", Scope.CONNECTIONS),
            row("DELETE", "/v1/blocked/{id}", Scope.CONNECTIONS),
            row("POST", "/v1/connections/{id}/pairings", Scope.PAIRINGS_WRITE),
            row("GET", "/v1/connections/{id}/pairings", Scope.PAIRINGS_READ),
            row("GET", "/v1/pairings", Scope.PAIRINGS_READ),
            row("GET", "/v1/pairings/{id}", Scope.PAIRINGS_READ),
            row("GET", "/v1/pairings/{id}/history", Scope.PAIRINGS_READ),
            row("PATCH", "/v1/pairings/{id}", Scope.PAIRINGS_WRITE),
            row("POST", "/v1/pairings/{id}/confirm", Scope.PAIRINGS_WRITE),
            row("POST", "/v1/pairings/{id}/decline", Scope.PAIRINGS_WRITE),
            row("POST", "/v1/pairings/{id}/withdraw", Scope.PAIRINGS_WRITE),
            // Whether an API key may revoke is decided after the 404
            row("DELETE", "/v1/pairings/{id}", new Access.AnyCredential()),
            row("GET", "/v1/check", Scope.PAIRINGS_READ));

    /** Those without a variable, by method and path: found without a search. */
    private static final Map<String, Access> PLAIN = TABLE.stream().filter(row -> !row.path.getPatternString().contains("{"))
            .collect(Collectors.toUnmodifiableMap(row -> row.method + row.path.getPatternString(), Row::access));

    private Endpoints() {}

    /** Null where there is no such endpoint. */
    static @Nullable Access access(String method, PathContainer path) {
        var wanted = method.equals("HEAD") ? "GET" : method;
        var plain = PLAIN.get(wanted + path.value());
        if (plain != null) {
            return plain;
        }
        for (var row : TABLE) {
            if (row.method.equals(wanted) && row.path.matches(path)) {
                return row.access;
            }
        }
        return null;
    }

    /** The scopes of which one opens something on a path; empty for an unknown path, and where none is needed. */
    static Set<Scope> scopes(PathContainer path) {
        var scopes = EnumSet.noneOf(Scope.class);
        for (var row : TABLE) {
            if (row.access instanceof Access.Scoped scoped && row.path.matches(path)) {
                scopes.add(scoped.scope());
            }
        }
        return scopes;
    }

    /** The methods that work on a path, as in the header Allow; empty for an unknown path. */
    static String allowed(PathContainer path) {
        var methods = new TreeSet<String>();
        for (var row : TABLE) {
            if (row.path.matches(path)) {
                methods.add(row.method);
            }
        }
        return String.join(", ", methods);
    }

    private static Row row(String method, String path, Scope scope) {
        return row(method, path, new Access.Scoped(scope));
    }

    private static Row row(String method, String path, Access access) {
        return new Row(method, PathPatternParser.defaultInstance.parse(path), access);
    }
}
