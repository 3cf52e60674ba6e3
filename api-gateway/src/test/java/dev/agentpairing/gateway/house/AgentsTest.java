package dev.agentpairing.gateway.house;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 4: registering and changing agents. */
class AgentsTest {

    private final House house = House.on(Database.H2);
    private final Neighbours neighbours = house.neighbours();
    private final Account alice = neighbours.alice();
    private final Account bob = neighbours.bob();

    @Test
    void with_a_key_an_agent_is_connected() {
        var key = Account.newPublicKey();
        var answer = register(Map.of("agent_id", House.fresh("a"), "public_key", key)).is(201);
        assertThat(answer.text("connection_status")).isEqualTo("connected");
        assertThat(answer.text("public_key")).isEqualTo(key);
        assertThat(answer.at("/key_version").intValue()).isEqualTo(1);
        assertThat(answer.json().has("connection_token")).isFalse();
    }

    @Test
    void without_a_key_it_is_pending_and_comes_with_a_token() {
        var answer = register(Map.of("agent_id", House.fresh("a"))).is(201);
        assertThat(answer.text("connection_status")).isEqualTo("pending");
        assertThat(answer.at("/public_key").isNull()).isTrue();
        assertThat(answer.at("/key_version").intValue()).isZero();
        assertThat(answer.text("connection_token")).startsWith("agt_");
    }

    @Test
    void the_token_is_shown_once() {
        var agent = register(Map.of("agent_id", House.fresh("a"))).is(201).id();
        assertThat(alice.get("/v1/agents/" + agent).is(200).json().has("connection_token")).isFalse();
        assertThat(alice.get("/v1/agents").is(200).body()).doesNotContain("agt_");
    }

    @Test
    void what_is_left_out_has_its_standard() {
        var slug = House.fresh("a");
        var answer = register("{\"agent_id\":\"" + slug + "\",\"name\":null,\"description\":null,\"metadata\":null}").is(201);
        assertThat(answer.text("name")).isEqualTo(slug);
        assertThat(answer.at("/description").isNull()).isTrue();
        assertThat(answer.text("agent_type")).isEqualTo("custom");
        assertThat(answer.at("/metadata").isObject()).isTrue();
        assertThat(answer.at("/metadata").isEmpty()).isTrue();
        assertThat(answer.at("/available_for_connections").booleanValue()).isFalse();
        assertThat(answer.at("/last_seen_at").isNull()).isTrue();
    }

    @Test
    void what_is_given_is_kept_and_the_answer_is_the_object_that_is_read() {
        var body = "{\"agent_id\":\"%s\",\"name\":\"Näme 😀\",\"description\":\"one\\ntwo\",\"agent_type\":\"n8n\","
                + "\"metadata\":{\"z\":1.10,\"a\":[null,{\"ü\":1e400}],\"big\":123456789012345678901234567890},"
                + "\"public_key_algorithm\":\"X25519\",\"signing_key_algorithm\":\"Ed25519\",\"public_key\":\"%s\","
                + "\"signing_public_key\":\"%s\",\"available_for_connections\":true}";
        var answer = register(body.formatted(House.fresh("A.b_c-1"), Account.newPublicKey(), Account.newPublicKey())).is(201);
        assertThat(answer.text("name")).isEqualTo("Näme 😀");
        assertThat(answer.text("description")).isEqualTo("one\ntwo");
        assertThat(answer.text("agent_type")).isEqualTo("n8n");
        assertThat(answer.body()).contains("\"z\":1.10,\"a\":[null,{\"ü\":").contains("\"big\":123456789012345678901234567890");
        var shown = alice.get("/v1/agents/" + answer.id()).is(200);
        assertThat(shown.body()).isEqualTo(answer.body());
        assertThat(shown.json().propertyNames()).containsExactlyInAnyOrder(
                "id", "agent_id", "name", "description", "agent_type", "connection_status", "available_for_connections",
                "public_key", "key_version", "last_seen_at", "metadata", "created_at");
        assertThat(Instant.parse(shown.text("created_at"))).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void agents_are_listed_for_their_own_account_alone() {
        var agent = alice.agent();
        assertThat(ids(alice)).contains(agent.toString());
        assertThat(ids(bob)).doesNotContain(agent.toString());
        assertThat(alice.get("/v1/agents").is(200).json().propertyNames()).containsExactly("agents");
    }

    @Test
    void a_slug_is_unique_in_its_account_and_case_matters() {
        var slug = House.fresh("Slug");
        register(Map.of("agent_id", slug)).is(201);
        register(Map.of("agent_id", slug)).isRefused(409, "AGENT_ID_TAKEN");
        register(Map.of("agent_id", slug.toLowerCase())).is(201);
        bob.post("/v1/agents/register", Map.of("agent_id", slug)).is(201);
    }

    @Test
    void the_plan_limits_agents_and_a_taken_slug_is_said_first() {
        var small = house.account();
        small.agent("one");
        small.agent("two");
        small.post("/v1/agents/register", Map.of("agent_id", "one")).isRefused(409, "AGENT_ID_TAKEN");
        small.post("/v1/agents/register", Map.of("agent_id", "three")).isRefused(403, "PLAN_LIMIT_REACHED");
        small.onPlan("builder").agent("three");
    }

    @Test
    void a_lower_plan_takes_nothing_away() {
        var account = house.account().onPlan("builder");
        for (int i = 0; i < 3; i++) {
            account.agent();
        }
        account.onPlan("free");
        assertThat(account.get("/v1/agents").at("/agents").size()).isEqualTo(3);
        account.post("/v1/agents/register", Map.of("agent_id", "more")).isRefused(403, "PLAN_LIMIT_REACHED");
    }

    @Test
    void what_is_patched_changes_and_what_is_not_stays() {
        var agent = alice.agent();
        alice.patch("/v1/agents/" + agent, Map.of("metadata", Map.of("a", 1, "b", 2))).is(200);
        var answer = alice.patch("/v1/agents/" + agent, Map.of("name", "New", "metadata", Map.of("c", 3))).is(200);
        assertThat(answer.text("name")).isEqualTo("New");
        assertThat(answer.at("/metadata").propertyNames()).containsExactly("c");
        assertThat(answer.at("/available_for_connections").booleanValue()).isTrue();
        assertThat(alice.get("/v1/agents/" + agent).body()).isEqualTo(answer.body());
    }

    @Test
    void a_patch_without_a_body_is_malformed() {
        alice.patch("/v1/agents/" + alice.agent(), null).isRefusedFor("body");
    }

    @Test
    void a_patch_that_says_nothing_changes_nothing() {
        var agent = alice.agent();
        var before = alice.get("/v1/agents/" + agent).body();
        assertThat(alice.patch("/v1/agents/" + agent, Map.of()).is(200).body()).isEqualTo(before);
        assertThat(alice.patch("/v1/agents/" + agent, "{\"name\":null,\"agent_id\":\"x\"}").is(200).body()).isEqualTo(before);
    }

    @Test
    void a_patch_names_every_bad_field() {
        alice.patch("/v1/agents/" + alice.agent(),
                "{\"name\":1,\"description\":[],\"agent_type\":\"x\",\"metadata\":\"\",\"available_for_connections\":\"true\"}")
                .isRefusedFor("name", "description", "agent_type", "metadata", "available_for_connections");
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "PATCH, ''", "POST, /disconnect", "POST, /rotate-key", "DELETE, ''"})
    void agents_of_others_do_not_exist(String method, String tail) {
        var body = Map.of("name", "x", "public_key", Account.newPublicKey());
        for (var agent : new UUID[] {bob.agent(), UUID.randomUUID()}) {
            house.send(method, "/v1/agents/" + agent + tail, alice.credential(), body).isRefused(404, "NOT_FOUND");
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "PATCH, ''", "POST, /disconnect", "POST, /rotate-key", "DELETE, ''"})
    void an_id_that_is_no_uuid_is_malformed(String method, String tail) {
        var body = Map.of("name", "x", "public_key", Account.newPublicKey());
        house.send(method, "/v1/agents/1" + tail, alice.credential(), body).isRefusedFor("id");
    }

    private Answer register(Object body) {
        return alice.post("/v1/agents/register", body);
    }

    private static List<String> ids(Account account) {
        return account.get("/v1/agents").is(200).at("/agents").valueStream().map(agent -> agent.get("id").stringValue()).toList();
    }
}
