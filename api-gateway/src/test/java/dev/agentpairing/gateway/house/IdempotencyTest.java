package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 1, "Idempotency": what a key does. */
@ParameterizedClass
@EnumSource(Database.class)
class IdempotencyTest {

    private final House house;
    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;
    private final String key = House.fresh("key");

    IdempotencyTest(Database database) {
        house = House.on(database);
        neighbours = house.neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @ParameterizedTest
    @EnumSource
    void the_same_request_is_answered_again_byte_for_byte_and_done_once(KeyedWrite write) {
        var sent = write.prepare(neighbours);
        var first = sent.with(key);
        assertThat(first.status()).as(first.body()).isIn(200, 201);
        assertThat(first.header("Idempotent-Replayed")).isNull();
        var again = sent.with(key).is(first.status());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(again.header("X-Consistency-Token")).isEqualTo(first.header("X-Consistency-Token")).isNotNull();
        assertThat(again.body()).isEqualTo(KeyedWrite.withoutSecrets(first.body()));
        assertThat(sent.timesDone()).isEqualTo(1);
    }

    @Test
    void secrets_are_not_kept_but_what_only_looks_like_them_is() {
        var body = Map.of("agent_id", House.fresh("a"), "metadata", Map.of("api_key", "mine", "connection_token", "mine too"));
        var first = alice.post("/v1/agents/register", body, "Idempotency-Key", key).is(201);
        assertThat(first.text("connection_token")).startsWith("agt_");
        var again = alice.post("/v1/agents/register", body, "Idempotency-Key", key).is(201);
        assertThat(again.json().get("connection_token").isNull()).isTrue();
        assertThat(again.body()).isEqualTo(first.body().replaceFirst("\"agt_[^\"]*\"", "null"));
        assertThat(again.json().get("metadata")).isEqualTo(first.json().get("metadata"));
    }

    @Test
    void a_refusal_of_the_endpoint_is_kept_with_its_request_id_though_it_would_not_be_refused_any_more() {
        var mine = alice.agent();
        var theirs = bob.agent();
        bob.patch("/v1/agents/" + theirs, Map.of("available_for_connections", false)).is(200);
        var first = propose(key, mine, theirs).isRefused(403, "AGENT_NOT_AVAILABLE");
        bob.patch("/v1/agents/" + theirs, Map.of("available_for_connections", true)).is(200);
        var again = propose(key, mine, theirs).is(403);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("X-Request-Id")).isNotEqualTo(first.header("X-Request-Id"));
        propose(House.fresh("key"), mine, theirs).is(201);
    }

    @Test
    void that_an_hour_has_held_enough_invites_is_a_refusal_of_the_endpoint_too() {
        var inviter = house.account();
        for (int i = 0; i < 10; i++) {
            inviter.invite(House.fresh("invited") + "@example.org");
        }
        var body = Map.of("email", House.fresh("invited") + "@example.org");
        var first = inviter.post("/v1/connections", body, "Idempotency-Key", key).isRefused(429, "RATE_LIMITED");
        var again = inviter.post("/v1/connections", body, "Idempotency-Key", key).is(429);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Retry-After")).isEqualTo(first.header("Retry-After")).isNotNull();
    }

    static Stream<Answered> notKept() {
        return Stream.of(
                new Answered(400, "POST", "/v1/agents/register", "{}"),
                new Answered(400, "POST", "/v1/agents/register", "{"),
                new Answered(400, "POST", "/v1/agents/1/disconnect", null),
                new Answered(404, "POST", "/v1/nothing", "{}"),
                new Answered(405, "DELETE", "/v1/account", null),
                new Answered(406, "POST", "/v1/agents/register", "{}", "Accept", "text/html"),
                new Answered(412, "DELETE", "/v1/pairings/OPEN", null, "If-Match", "\"x\""),
                new Answered(413, "POST", "/v1/agents/register", " ".repeat(65 * 1024)),
                new Answered(415, "POST", "/v1/agents/register", "{}", "Content-Type", "text/plain"));
    }

    private record Answered(int status, String method, String path, @Nullable String body, String... headers) {}

    @Test
    void what_section_1_names_is_not_kept_and_leaves_the_key_as_good_as_new() {
        var open = neighbours.pending().toString();
        notKept().forEach(answered -> {
            var headers = Stream.concat(Stream.of("Idempotency-Key", key), Stream.of(answered.headers)).toArray(String[]::new);
            for (int i = 0; i < 2; i++) {
                var answer = house.send(
                        answered.method, answered.path.replace("OPEN", open), alice.credential(), answered.body, headers);
                assertThat(answer.is(answered.status).header("Idempotent-Replayed")).isNull();
            }
        });
        register(alice, key, House.fresh("a")).is(201);
    }

    @Test
    void a_missing_credential_or_scope_is_not_kept_and_is_said_before_an_answer_is_replayed() {
        var slug = House.fresh("a");
        var without = alice.withKey("audit");
        register(alice.with("x"), key, slug).isRefused(401, "UNAUTHORIZED");
        register(without, key, slug).isRefused(403, "FORBIDDEN");
        register(alice, key, slug).is(201);
        register(alice.with("x"), key, slug).isRefused(401, "UNAUTHORIZED");
        register(without, key, slug).isRefused(403, "FORBIDDEN");
    }

    @Test
    void the_key_is_the_accounts_whatever_credential_it_comes_with() {
        var slug = House.fresh("a");
        var first = register(alice.withKey("agents"), key, slug).is(201);
        var again = register(alice, key, slug).is(201);
        assertThat(again.body()).isEqualTo(KeyedWrite.withoutSecrets(first.body()));
    }

    @Test
    void another_account_may_use_the_same_key() {
        var first = register(alice, key, "same-slug-" + key).is(201);
        var other = register(bob, key, "same-slug-" + key).is(201);
        assertThat(other.header("Idempotent-Replayed")).isNull();
        assertThat(other.id()).isNotEqualTo(first.id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "POST | /v1/agents/register | {\"agent_id\":\"SLUG\" }", "POST | /v1/agents/register?x=1 | {\"agent_id\":\"SLUG\"}",
        "POST | /v1/api-keys | {\"agent_id\":\"SLUG\"}", "PATCH | /v1/agents/register | {\"agent_id\":\"SLUG\"}",
        "DELETE | /v1/agents/register | {\"agent_id\":\"SLUG\"}"})
    void the_same_key_with_another_request_is_refused(String method, String path, String body) {
        var slug = House.fresh("a");
        house.send("POST", "/v1/agents/register", alice.credential(), body("{\"agent_id\":\"SLUG\"}", slug), "Idempotency-Key", key)
                .is(201);
        house.send(method, path, alice.credential(), body(body, slug), "Idempotency-Key", key)
                .isRefused(409, "IDEMPOTENCY_KEY_REUSED");
    }

    private static String body(String text, String slug) {
        return text.replace("SLUG", slug);
    }

    @Test
    void a_key_has_1_to_255_characters() {
        var longest = key + "x".repeat(255 - key.length());
        register(alice, longest, House.fresh("a")).is(201);
        register(alice, longest + "x", House.fresh("a")).isRefusedFor("Idempotency-Key");
        register(alice, "", House.fresh("a")).isRefusedFor("Idempotency-Key");
        alice.post("/v1/agents/register", Map.of("agent_id", House.fresh("a")), "Idempotency-Key", key, "Idempotency-Key", key)
                .isRefusedFor("Idempotency-Key");
    }

    @Test
    void keys_that_differ_in_case_are_two() {
        register(alice, key.toLowerCase(), House.fresh("a")).is(201);
        assertThat(register(alice, key.toUpperCase(), House.fresh("a")).is(201).header("Idempotent-Replayed")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", ""})
    void calls_without_a_credential_of_an_account_ignore_the_header(String name) {
        var used = name.isEmpty() ? name : key;
        var agent = alice.agentWithoutKey();
        var body = Map.of("public_key", Account.newPublicKey());
        var connect = house.send("POST", "/v1/agents/connect", agent.text("connection_token"), body, "Idempotency-Key", used).is(200);
        assertThat(connect.header("Idempotent-Replayed")).isNull();
        house.send("POST", "/v1/agents/connect", agent.text("connection_token"), body, "Idempotency-Key", used)
                .isRefused(401, "UNAUTHORIZED");
        var person = Map.of("email", alice.email(), "password", House.PASSWORD);
        var one = house.send("POST", "/v1/sessions", null, person, "Idempotency-Key", used).is(201);
        var other = house.send("POST", "/v1/sessions", null, person, "Idempotency-Key", used).is(201);
        assertThat(other.text("session_token")).isNotEqualTo(one.text("session_token"));
    }

    @Test
    void a_read_ignores_the_header() {
        alice.get("/v1/account", "Idempotency-Key", key).is(200);
        assertThat(alice.get("/v1/agents", "Idempotency-Key", key).is(200).header("Idempotent-Replayed")).isNull();
        alice.get("/v1/agents", "Idempotency-Key", "x".repeat(300)).is(200);
    }

    private Answer propose(String name, UUID mine, UUID theirs) {
        var body = Map.of("my_agent_id", mine, "their_agent_id", theirs);
        return alice.post(neighbours.pairings(), body, "Idempotency-Key", name);
    }

    private static Answer register(Account who, String name, String slug) {
        return who.post("/v1/agents/register", Map.of("agent_id", slug), List.of("Idempotency-Key", name).toArray(String[]::new));
    }
}
