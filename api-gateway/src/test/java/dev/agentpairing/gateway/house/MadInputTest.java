package dev.agentpairing.gateway.house;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Thousands of requests that nobody in their senses would send, the same ones at every run: none is a mistake of the service. */
class MadInputTest {

    private static final int REQUESTS = 4000;
    private static final int CALLERS = 4;
    private static final String KEY = "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI=";

    private static final List<String> ENDPOINTS = List.of(
            "POST /v1/sessions", "DELETE /v1/sessions/current", "GET /v1/account", "POST /v1/api-keys", "GET /v1/api-keys",
            "DELETE /v1/api-keys/ID", "PUT /v1/admin/accounts/ID/plan", "POST /v1/agents/register", "POST /v1/agents/connect",
            "GET /v1/agents", "GET /v1/agents/ID", "PATCH /v1/agents/ID", "POST /v1/agents/ID/disconnect", "POST /v1/connections",
            "GET /v1/connections", "GET /v1/connections/ID", "POST /v1/connections/ID/accept", "POST /v1/connections/ID/reject",
            "DELETE /v1/connections/ID", "POST /v1/connections/ID/pairings", "GET /v1/connections/ID/pairings",
            "GET /v1/pairings", "GET /v1/pairings/ID", "GET /v1/pairings/ID/history", "PATCH /v1/pairings/ID", "POST /v1/pairings/ID/confirm",
            "POST /v1/pairings/ID/decline", "POST /v1/pairings/ID/withdraw", "DELETE /v1/pairings/ID", "GET /v1/check",
            "POST /v1/accounts");

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static final List<String> FIELDS = List.of(
            "my_agent_id", "their_agent_id", "permission", "reason", "email", "message", "agent_id", "name", "description",
            "agent_type", "metadata", "public_key", "public_key_algorithm", "signing_public_key", "available_for_connections",
            "scopes", "password", "plan", "", "\\u0000", "unknown");

    private static final List<String> PARAMETERS =
            List.of("status", "agent", "limit", "cursor", "as_of", "from", "to", "awaiting", "x");

    private static final List<String> TEXTS = List.of(
            "", "x", "both", "send_only", "pending", "a@b", "custom", "free", "audit", "\\u0000", "\\ud800",
            "\\udfff\\ud800", "😀",
            "\\n", "\\t", "Ω≈ç√∫", "̷̡̛̥", "\\u202e", "\\ufeff", "\\uffff", "İ", "ß", "' or 1=1 --", "${jndi:ldap://x}",
            "{{7*7}}",
            "../../etc/passwd", "<script>", "%00", "-1", "1e309", "null", "undefined", "a".repeat(300), "😀".repeat(1100),
            "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "00000000-0000-4000-8000-00000000000٣", "2026-01-01T00:00:00Z", "0000-01-01T00:00:00+18:00",
            "9999-12-31T23:59:59-18:00", "2026-02-30T00:00:00Z");

    private static final List<String> HEADERS = List.of(
            "If-Match", "If-None-Match", "X-Consistency-Token", "X-Request-Id", "Accept", "Content-Type", "Idempotency-Key",
            "Accept-Language", "X-Forwarded-For", "X-HTTP-Method-Override");

    private static final List<String> HEADER_VALUES = List.of(
            "", "*", "\"\"", "W/\"x\"", "x", ",", "text/html", "application/json", "application/json;charset=x", "AQAAAAAAAAAB",
            "AQ", "DELETE", "a".repeat(300), "application/*;q=0.5, */*;q=x");

    private final House house = House.on(Database.H2);

    private record Mad(String method, String path, @Nullable String credential, @Nullable String body, String[] headers) {

        @Override
        public String toString() {
            return method + " " + path + " " + String.join(" ", headers) + " " + body;
        }
    }

    @Test
    void whatever_is_sent_the_service_answers_properly_and_is_ready_afterwards() throws ExecutionException, InterruptedException {
        var neighbours = house.newNeighbours();
        var ids = List.of(
                neighbours.pending(), neighbours.active(), neighbours.connection(), neighbours.alice().agent(),
                neighbours.bob().agent(), neighbours.alice().id(), new UUID(0, 0));
        var credentials = new ArrayList<@Nullable String>();
        for (var account : List.of(neighbours.alice(), neighbours.bob())) {
            credentials.addAll(List.of(account.withKey().credential(), account.withKey("pairings:revoke").credential()));
            credentials.addAll(Collections.nCopies(4, account.withKey(
                    "pairings:read", "pairings:write", "pairings:revoke", "connections", "agents", "api-keys").credential()));
        }
        credentials.addAll(List.of("x", House.OPERATOR, neighbours.bob().agentWithoutKey().text("connection_token")));
        credentials.add(null);
        var mad = new Generator(new Random(20_260_101), ids, credentials).all();
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            var wrong = new ArrayList<Future<List<String>>>();
            for (int i = 0; i < CALLERS; i++) {
                int part = i;
                wrong.add(callers.submit(() -> IntStream.range(0, mad.size()).filter(n -> n % CALLERS == part)
                        .mapToObj(n -> problem(mad.get(n))).filter(text -> !text.isEmpty()).toList()));
            }
            for (var found : wrong) {
                assertThat(found.get()).isEmpty();
            }
        }
        house.send("GET", "/readyz", null, null).is(200);
        neighbours.alice().get("/v1/agents").is(200);
    }

    /** Empty where the answer is proper. */
    private String problem(Mad mad) {
        var answer = house.send(mad.method, mad.path, mad.credential, mad.body, mad.headers);
        try {
            assertThat(answer.status()).isLessThan(500);
            if (answer.status() >= 400) {
                answer.isRefused(answer.status(), answer.code());
            }
            return "";
        } catch (AssertionError e) {
            return mad + "\n -> " + answer.status() + " " + answer.body() + " " + e.getMessage();
        }
    }

    private record Generator(Random random, List<UUID> ids, List<@Nullable String> credentials) {

        List<Mad> all() {
            return IntStream.range(0, REQUESTS).mapToObj(n -> one()).toList();
        }

        private Mad one() {
            var endpoint = oneOf(ENDPOINTS).split(" ");
            if (endpoint[1].equals("/v1/accounts") && random.nextInt(5) > 0) {
                endpoint[1] = "/v1/account"; // signing up is slow on purpose
            }
            var method = random.nextInt(20) == 0 ? oneOf(METHODS) : endpoint[0];
            var path = endpoint[1].replace("ID", id()) + query();
            var body = method.equals("GET") && random.nextInt(10) > 0 ? null : body();
            var headers = new ArrayList<String>();
            if (random.nextInt(4) == 0) {
                headers.addAll(List.of(oneOf(HEADERS), oneOf(HEADER_VALUES)));
            }
            return new Mad(method, path, oneOf(credentials), body, headers.toArray(String[]::new));
        }

        private String id() {
            return random.nextInt(6) == 0 ? encoded(oneOf(TEXTS)) : known();
        }

        private String known() {
            var id = oneOf(ids).toString();
            return random.nextInt(8) == 0 ? id.toUpperCase() : id;
        }

        private String query() {
            if (random.nextInt(3) > 0) {
                return "";
            }
            return IntStream.rangeClosed(0, random.nextInt(3))
                    .mapToObj(n -> oneOf(PARAMETERS) + "=" + (random.nextBoolean() ? known() : encoded(oneOf(TEXTS))))
                    .collect(Collectors.joining("&", "?", ""));
        }

        private @Nullable String body() {
            return switch (random.nextInt(12)) {
                case 0 -> null;
                case 1 -> value(0);
                case 2 -> object(0).substring(1);
                default -> object(0);
            };
        }

        private String object(int depth) {
            return IntStream.range(0, random.nextInt(7)).mapToObj(n -> "\"" + oneOf(FIELDS) + "\":" + value(depth + 1))
                    .collect(Collectors.joining(",", "{", "}"));
        }

        private String value(int depth) {
            return switch (random.nextInt(depth > 4 ? 7 : 10)) {
                case 0 -> "null";
                case 1 -> oneOf(List.of("true", "false", "0", "-1", "5", "1.5e400", "1e-999999", "9".repeat(900), "NaN"));
                case 2, 3 -> "\"" + known() + "\"";
                case 4 -> "\"" + KEY + "\"";
                case 7 -> "[" + value(depth + 1) + "," + value(depth + 1) + "]";
                case 8 -> object(depth + 1);
                case 9 -> "[]";
                default -> "\"" + oneOf(TEXTS) + "\"";
            };
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, UTF_8);
        }

        private <T extends @Nullable Object> T oneOf(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }
}
