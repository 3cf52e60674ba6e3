package dev.agentpairing.gateway.house;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 5: which scope opens what; and section 1: a missing one is said before anything else of a request. */
class ScopesTest {

    private static final String[] ALL = {
        "pairings:read", "pairings:write", "pairings:revoke", "connections", "agents", "api-keys", "audit"};
    private static final String NONE = "/00000000-0000-4000-8000-000000000000";
    private static final Map<String, Account> KEYS = new ConcurrentHashMap<>();

    private final House house = House.on(Database.H2);

    @ParameterizedTest
    @CsvSource({
        "POST,   /v1/connections/ID/pairings, pairings:write",
        "GET,    /v1/connections/ID/pairings, pairings:read",
        "GET,    /v1/pairings,                pairings:read",
        "GET,    /v1/pairings/ID,             pairings:read",
        "GET,    /v1/pairings/ID/history,     pairings:read",
        "PATCH,  /v1/pairings/ID,             pairings:write",
        "POST,   /v1/pairings/ID/confirm,     pairings:write",
        "POST,   /v1/pairings/ID/decline,     pairings:write",
        "POST,   /v1/pairings/ID/withdraw,    pairings:write",
        "GET,    /v1/check,                   pairings:read",
        "POST,   /v1/connections,             connections",
        "GET,    /v1/connections,             connections",
        "GET,    /v1/connections/ID,          connections",
        "POST,   /v1/connections/ID/accept,   connections",
        "POST,   /v1/connections/ID/reject,   connections",
        "DELETE, /v1/connections/ID,          connections",
        "POST,   /v1/connections/ID/block,    connections",
        "GET,    /v1/connections/ID/agents,   connections",
        "GET,    /v1/blocked,                 connections",
        "DELETE, /v1/blocked/ID,              connections",
        "POST,   /v1/agents/register,         agents",
        "GET,    /v1/agents,                  agents",
        "GET,    /v1/agents/ID,               agents",
        "PATCH,  /v1/agents/ID,               agents",
        "DELETE, /v1/agents/ID,               agents",
        "POST,   /v1/agents/ID/disconnect,    agents",
        "POST,   /v1/agents/ID/rotate-key,    agents",
        "GET,    /v1/agents/me,               agents",
        "GET,    /v1/agents/sendable,         pairings:read",
        "GET,    /v1/agents/resolve,          pairings:read",
        "POST,   /v1/api-keys,                api-keys",
        "GET,    /v1/api-keys,                api-keys",
        "DELETE, /v1/api-keys/ID,             api-keys"})
    void one_scope_opens_it_and_all_others_do_not(String method, String path, String scope) {
        var others = Arrays.stream(ALL).filter(other -> !other.equals(scope)).toArray(String[]::new);
        for (var id : new String[] {NONE, "/1"}) {
            var target = path.replace("/ID", id);
            send(key(others), method, target, "{").isRefused(403, "FORBIDDEN");
            assertThat(send(key(scope), method, target, null).status()).isNotIn(401, 403, 405);
            assertThat(house.send(method, target, null, "{").isRefused(401, "UNAUTHORIZED").header("WWW-Authenticate"))
                    .isEqualTo("Bearer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/account", "/v1/nothing", "/v1/pairings/x/y/z"})
    void no_scope_is_needed_for_the_rest(String path) {
        assertThat(send(key("audit"), "GET", path, null).status()).isIn(200, 404);
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /v1/pairings/ID", "DELETE, /v1/sessions/current", "PUT, /v1/admin/accounts/ID/plan"})
    void without_a_credential_nobody_gets_there(String method, String path) {
        house.send(method, path.replace("/ID", NONE), null, "{").isRefused(401, "UNAUTHORIZED");
    }

    private Account key(String... scopes) {
        return KEYS.computeIfAbsent(String.join(" ", scopes), key -> house.stranger().withKey(scopes));
    }

    private Answer send(Account who, String method, String path, @Nullable String body) {
        return house.send(method, path, who.credential(), body);
    }
}
