package dev.agentpairing.gateway.house;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Every endpoint that the running program has, with every kind of wrong credential, aimed at what really exists and is somebody
 * else's (contract, section 1: order of refusals, strangers get 404; section 5: scopes).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangersTest {

    /** What a credential must be or have. A new endpoint needs a row. */
    private static final Map<String, List<String>> WANTED = Map.of(
            "nothing", List.of("POST /v1/accounts", "POST /v1/sessions", "GET /livez", "GET /readyz"),
            "account", List.of("GET /v1/account", "DELETE /v1/pairings/{id}"),
            "session", List.of("DELETE /v1/sessions/current"),
            "operator", List.of(
                    "PUT /v1/admin/accounts/{id}/plan", "GET /v1/admin/dead-letters", "POST /v1/admin/dead-letters/{id}/retry",
                    "DELETE /v1/admin/dead-letters/{id}"),
            "token", List.of("POST /v1/agents/connect"),
            "api-keys", List.of("POST /v1/api-keys", "GET /v1/api-keys", "DELETE /v1/api-keys/{id}"),
            "agents", List.of(
                    "POST /v1/agents/register", "GET /v1/agents", "GET /v1/agents/me", "GET /v1/agents/{id}", "PATCH /v1/agents/{id}",
                    "DELETE /v1/agents/{id}", "POST /v1/agents/{id}/disconnect", "POST /v1/agents/{id}/rotate-key"),
            "connections", List.of(
                    "POST /v1/connections", "GET /v1/connections", "GET /v1/connections/{id}", "POST /v1/connections/{id}/accept",
                    "POST /v1/connections/{id}/reject", "DELETE /v1/connections/{id}", "POST /v1/connections/{id}/block",
                    "GET /v1/connections/{id}/agents", "GET /v1/blocked", "DELETE /v1/blocked/{id}"),
            "pairings:read", List.of(
                    "GET /v1/connections/{connection_id}/pairings", "GET /v1/pairings", "GET /v1/pairings/{id}",
                    "GET /v1/pairings/{id}/history", "GET /v1/check", "GET /v1/agents/sendable", "GET /v1/agents/resolve"),
            "pairings:write", List.of(
                    "POST /v1/connections/{connection_id}/pairings", "PATCH /v1/pairings/{id}", "POST /v1/pairings/{id}/confirm",
                    "POST /v1/pairings/{id}/decline", "POST /v1/pairings/{id}/withdraw"));

    private static final List<String> SCOPES = List.of(
            "pairings:read", "pairings:write", "pairings:revoke", "connections", "agents", "api-keys", "audit");

    private static final Map<String, String> WANTED_OF = WANTED.entrySet().stream().collect(
            TreeMap::new, (map, row) -> row.getValue().forEach(endpoint -> map.put(endpoint, row.getKey())), Map::putAll);

    private final House house = House.on(Database.H2);
    private final World world = new World(house.newNeighbours(), house.account().onPlan("enterprise"));

    @Test
    void every_endpoint_has_a_row() {
        assertThat(WANTED_OF.keySet()).containsExactlyInAnyOrderElementsOf(house.endpoints());
    }

    @TestFactory
    Stream<DynamicTest> nobody_gets_in() {
        var nobody = new TreeMap<String, @Nullable String>();
        nobody.put("nothing", null);
        nobody.put("garbage", "agd_live_garbage");
        nobody.put("a revoked key", world.revokedKey);
        return each((endpoint, wanted) -> nobody.entrySet().stream().map(with -> dynamicTest(endpoint + " with " + with.getKey(), () -> {
            if (wanted.equals("nothing")) {
                assertThat(world.sendMalformed(endpoint, with.getValue()).status()).isIn(200, 400);
            } else {
                var answer = world.send(endpoint, with.getValue());
                assertThat(answer.isRefused(401, "UNAUTHORIZED").header("WWW-Authenticate")).isEqualTo("Bearer");
            }
        })));
    }

    @TestFactory
    Stream<DynamicTest> a_stranger_cannot_see_that_anything_is_there() {
        var strangers = Map.of("a stranger's key", world.strangersKey, "a stranger's session", world.stranger.credential());
        return each((endpoint, wanted) -> strangers.entrySet().stream().map(with -> dynamicTest(endpoint + " with " + with.getKey(), () -> {
            var answer = wanted.equals("nothing")
                    ? world.sendMalformed(endpoint, with.getValue())
                    : world.send(endpoint, wanted.equals("session") ? world.strangersKey : with.getValue());
            if (wanted.equals("token") || wanted.equals("operator")) {
                answer.isRefused(401, "UNAUTHORIZED");
            } else if (world.aimsAtSomething(endpoint)) {
                answer.isRefused(404, "NOT_FOUND");
                assertThat(answer.body().replaceAll("\"request_id\":\"[^\"]*\"", ""))
                        .isEqualTo(world.sendToNothing(endpoint, with.getValue()).body().replaceAll("\"request_id\":\"[^\"]*\"", ""));
            } else if (wanted.equals("session")) {
                answer.isRefused(403, "FORBIDDEN");
            } else {
                assertThat(answer.status()).isNotIn(401, 403, 500);
            }
            assertThat(world.tells(answer)).isFalse();
        })));
    }

    @TestFactory
    Stream<DynamicTest> a_token_or_the_operator_gets_in_nowhere_else() {
        var others = Map.of("token", world.connectionToken, "operator", House.OPERATOR);
        return each((endpoint, wanted) -> others.entrySet().stream().map(with -> dynamicTest(endpoint + " with the " + with.getKey(), () -> {
            var answer = world.sendMalformed(endpoint, with.getValue());
            if (wanted.equals("nothing") || wanted.equals(with.getKey())) {
                assertThat(answer.status()).isNotIn(401, 403);
            } else {
                answer.isRefused(401, "UNAUTHORIZED");
            }
        })));
    }

    @TestFactory
    Stream<DynamicTest> a_key_gets_in_with_the_one_scope_and_not_with_all_others() {
        return each((endpoint, wanted) -> Stream.of(dynamicTest(endpoint + " wants " + wanted, () -> {
            if (SCOPES.contains(wanted)) {
                world.sendMalformed(endpoint, world.keyWithout(wanted)).isRefused(403, "FORBIDDEN");
                world.sendMalformed(endpoint.replaceFirst("[A-Z]+", "PUT"), world.keyWith("audit")).isRefused(403, "FORBIDDEN");
                assertThat(world.sendMalformed(endpoint, world.keyWith(wanted)).status()).isNotIn(401, 403, 405);
            } else if (wanted.equals("session")) {
                world.send(endpoint, world.keyWithout("audit")).isRefused(403, "FORBIDDEN");
            } else if (wanted.equals("account")) {
                assertThat(world.sendMalformed(endpoint, world.keyWith("audit")).status()).isIn(200, 400);
            }
        })));
    }

    @Test
    void a_party_without_the_scope_to_revoke_is_told_so_after_what_it_cannot_see() {
        var key = world.keyWithout("pairings:revoke");
        house.send("DELETE", "/v1/pairings/" + world.pairing, key, null).isRefused(403, "SESSION_REQUIRED");
        house.send("DELETE", "/v1/pairings/" + UUID.randomUUID(), key, null).isRefused(404, "NOT_FOUND");
    }

    private interface Row {
        Stream<DynamicTest> tests(String endpoint, String wanted);
    }

    private static Stream<DynamicTest> each(Row row) {
        return WANTED_OF.entrySet().stream().flatMap(entry -> row.tests(entry.getKey(), entry.getValue()));
    }

    /** What Alice and Bob have, and somebody who has nothing to do with it. */
    private static final class World {

        private final House house;
        private final Account alice;
        private final Account stranger;
        private final String strangersKey;
        private final String revokedKey;
        private final String connectionToken;
        private final UUID pairing;
        private final UUID alicesAgent;
        private final String alicesSlug;
        private final Map<String, String> aims = new TreeMap<>();
        private final Map<String, String> keys = new TreeMap<>();
        private final List<String> secrets = new ArrayList<>();

        World(Neighbours neighbours, Account stranger) {
            this.house = stranger.house();
            this.alice = neighbours.alice();
            this.stranger = stranger;
            strangersKey = stranger.withKey(SCOPES.toArray(String[]::new)).credential();
            var key = alice.post("/v1/api-keys", Map.of("name", "of alice")).is(201);
            revokedKey = key.text("api_key");
            var kept = alice.post("/v1/api-keys", Map.of("name", "kept")).is(201);
            alice.delete("/v1/api-keys/" + key.id()).is(200);
            connectionToken = alice.agentWithoutKey().text("connection_token");
            pairing = neighbours.active();
            alicesSlug = House.fresh("secret-agent");
            alicesAgent = alice.agent(alicesSlug);
            var other = house.account();
            var connection = alice.connectTo(other);
            var block = alice.block(connection).is(200).id();
            aims.put("pairings", pairing.toString());
            aims.put("connections", neighbours.connection().toString());
            aims.put("agents", alicesAgent.toString());
            aims.put("api-keys", kept.id().toString());
            aims.put("blocked", block.toString());
            aims.put("accounts", alice.id().toString());
            secrets.addAll(aims.values());
            secrets.addAll(List.of(alicesSlug, alice.email(), neighbours.bob().email(), neighbours.bob().id().toString()));
        }

        Answer send(String endpoint, @Nullable String credential) {
            return send(endpoint, credential, aim(endpoint), "?from=" + alicesAgent + "&to=" + alicesAgent + "&agent_id=" + alicesSlug, example(endpoint));
        }

        Answer sendToNothing(String endpoint, @Nullable String credential) {
            var nobody = UUID.randomUUID();
            return send(endpoint, credential, nobody.toString(), "?from=" + nobody + "&to=" + nobody + "&agent_id=x", example(endpoint));
        }

        /** Refused, if for nothing else, for its body and its id: so nothing happens to what it is aimed at. */
        Answer sendMalformed(String endpoint, @Nullable String credential) {
            return send(endpoint, credential, "1", "", "{");
        }

        private Answer send(String endpoint, @Nullable String credential, String id, String query, @Nullable Object body) {
            var words = endpoint.split(" ");
            return house.send(words[0], words[1].replaceAll("\\{[^}]*}", id) + query, credential, body);
        }

        boolean aimsAtSomething(String endpoint) {
            return endpoint.contains("{") || endpoint.contains("/check") || endpoint.contains("/resolve");
        }

        boolean tells(Answer answer) {
            return secrets.stream().anyMatch(answer.body()::contains);
        }

        String keyWith(String scope) {
            return keys.computeIfAbsent(scope, name -> alice.withKey(name).credential());
        }

        String keyWithout(String scope) {
            var others = SCOPES.stream().filter(other -> !other.equals(scope)).toArray(String[]::new);
            return keys.computeIfAbsent("not " + scope, name -> alice.withKey(others).credential());
        }

        private String aim(String endpoint) {
            return Arrays.stream(endpoint.split("/")).filter(aims::containsKey).findFirst().map(aims::get).orElse("");
        }

        /** As the description has it, with what must be new in each. */
        private static @Nullable Object example(String endpoint) {
            var example = Described.PROGRAM.endpoints().stream().filter(described -> described.name().equals(endpoint)).findFirst()
                    .orElseThrow().operation().at("/requestBody/content/application~1json/example");
            if (example.isMissingNode()) {
                return null;
            }
            return example.properties().stream().collect(Collectors.toMap(Map.Entry::getKey, field -> fresh(endpoint, field)));
        }

        private static Object fresh(String endpoint, Map.Entry<String, JsonNode> field) {
            return switch (field.getKey()) {
                case "email" -> House.fresh("somebody") + "@example.org";
                case "agent_id" -> House.fresh("agent");
                default -> field.getValue();
            };
        }
    }
}
