package dev.agentpairing.gateway.house;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Contract, section 4: the profile of the agent that calls, and when an agent was seen last. */
class MyAgentTest {

    private static final String NAME = "X-AgentDrop-Agent";

    private final House house = House.on(Database.H2);
    private final Account alice = house.neighbours().alice();

    @Test
    void it_is_the_agent_that_the_header_names_by_its_slug_or_its_id() {
        var slug = House.fresh("Me");
        var agent = alice.agent(slug);
        for (var name : new String[] {slug, agent.toString(), agent.toString().toUpperCase(), " " + slug + " "}) {
            assertThat(me(alice, name)).isEqualTo(agent);
        }
    }

    @Test
    void a_slug_comes_before_an_id() {
        var agent = alice.agent();
        var named = alice.agent(agent.toString());
        assertThat(me(alice, agent.toString())).isEqualTo(named);
    }

    @Test
    void the_header_may_name_an_agent_that_is_not_connected() {
        var agent = alice.agentWithoutKey();
        var answer = alice.get("/v1/agents/me", NAME, agent.text("agent_id")).is(200);
        assertThat(answer.at("/agent/connection_status").stringValue()).isEqualTo("pending");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "no slug", "00000000-0000-4000-8000-000000000000", "1", "ünicode"})
    void a_name_that_is_none_of_the_account_is_not_found(String name) {
        alice.get("/v1/agents/me", NAME, name).isRefused(404, "NOT_FOUND");
    }

    @Test
    void agents_of_others_are_not_found() {
        var bob = house.neighbours().bob();
        var slug = House.fresh("other");
        var agent = bob.agent(slug);
        alice.get("/v1/agents/me", NAME, slug).isRefused(404, "NOT_FOUND");
        alice.get("/v1/agents/me", NAME, agent.toString()).isRefused(404, "NOT_FOUND");
    }

    @Test
    void without_a_name_it_is_the_first_connected_one() {
        var account = house.account().onPlan("enterprise");
        account.get("/v1/agents/me").isRefused(404, "NOT_FOUND");
        var pending = account.agentWithoutKey();
        account.get("/v1/agents/me").isRefused(404, "NOT_FOUND");
        var first = account.agent();
        var second = account.agent();
        assertThat(me(account, "")).isEqualTo(first);
        account.disconnect(first);
        assertThat(me(account, "")).isEqualTo(second);
        account.post("/v1/agents/" + pending.id() + "/rotate-key", Map.of("public_key", Account.newPublicKey())).is(200);
        assertThat(me(account, "")).isEqualTo(pending.id());
    }

    @Test
    void the_agent_is_shown_as_it_is_everywhere_and_with_its_account() {
        var account = house.account().onPlan("team");
        var agent = account.agent();
        var answer = account.get("/v1/agents/me").is(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("agent", "account", "plan_limits", "connections");
        var shown = account.get("/v1/agents/" + agent).is(200).json();
        assertThat(answer.at("/agent").propertyNames()).containsExactlyElementsOf(shown.propertyNames());
        for (var field : shown.propertyNames()) {
            if (!field.equals("last_seen_at")) {
                assertThat(answer.at("/agent").get(field)).isEqualTo(shown.get(field));
            }
        }
        assertThat(answer.at("/account").propertyNames()).containsExactlyInAnyOrder("plan", "email");
        assertThat(answer.at("/account/plan").stringValue()).isEqualTo("team");
        assertThat(answer.at("/account/email").stringValue()).isEqualTo(account.email());
    }

    @Test
    void the_limits_are_those_of_the_plan() {
        var account = house.account().onPlan("scale");
        account.agent();
        var limits = account.get("/v1/agents/me").is(200).at("/plan_limits");
        var plan = account.get("/v1/account").is(200).at("/limits");
        for (var name : plan.propertyNames()) {
            assertThat(limits.get(name)).isEqualTo(plan.get(name));
        }
        assertThat(limits.get("max_agents")).isEqualTo(plan.get("agents"));
        assertThat(limits.get("max_connections")).isEqualTo(plan.get("connections"));
        assertThat(account.onPlan("enterprise").get("/v1/agents/me").at("/plan_limits/agents").isNull()).isTrue();
    }

    @Test
    void connections_and_invites_are_counted() {
        var account = house.account().onPlan("team");
        account.agent();
        account.connectTo(house.account());
        house.account().connectTo(account);
        var ended = account.connectTo(house.account());
        account.delete("/v1/connections/" + ended).is(200);
        account.invite(House.fresh("nobody") + "@example.org");
        house.account().invite(account);
        house.account().invite(account);
        var connections = account.get("/v1/agents/me").is(200).at("/connections");
        assertThat(connections.propertyNames())
                .containsExactlyInAnyOrder("active", "pending_incoming", "pending_outgoing", "paired_agents");
        assertThat(connections.get("active").intValue()).isEqualTo(2);
        assertThat(connections.get("pending_incoming").intValue()).isEqualTo(2);
        assertThat(connections.get("pending_outgoing").intValue()).isEqualTo(1);
        assertThat(connections.get("paired_agents").isEmpty()).isTrue();
    }

    @Test
    void paired_agents_are_those_of_its_active_pairings() {
        var two = house.newNeighbours();
        var mine = two.alice().agent("mine");
        var other = two.alice().agent("other");
        activate(two, two.propose(mine, two.bob().agent("b"), "both").is(201).id());
        activate(two, two.propose(mine, two.bob().agent("a"), "receive_only").is(201).id());
        activate(two, two.propose(other, two.bob().agent("c"), "both").is(201).id());
        two.propose(mine, two.bob().agent("d"), "both").is(201);
        assertThat(paired(two.alice(), "mine")).containsExactly("a", "b");
        assertThat(paired(two.alice(), "other")).containsExactly("c");
        assertThat(paired(two.bob(), "a")).containsExactly("mine");
    }

    @Test
    void an_agent_was_seen_when_it_connected() {
        var registered = alice.agentWithoutKey();
        var before = Instant.now().minusSeconds(1);
        house.send("POST", "/v1/agents/connect", registered.text("connection_token"), Map.of("public_key", Account.newPublicKey())).is(200);
        assertThat(Instant.parse(alice.get("/v1/agents/" + registered.id()).text("last_seen_at"))).isBetween(before, Instant.now());
    }

    @Test
    void an_agent_is_seen_when_a_request_names_it() {
        var agent = alice.agentWithoutKey();
        var path = "/v1/agents/" + agent.id();
        assertThat(alice.get(path).at("/last_seen_at").isNull()).isTrue();
        var before = Instant.now().minusSeconds(1);
        alice.get("/v1/connections", NAME, agent.text("agent_id")).is(200);
        await().untilAsserted(() -> assertThat(alice.get(path).at("/last_seen_at").isNull()).isFalse());
        assertThat(Instant.parse(alice.get(path).text("last_seen_at"))).isBetween(before, Instant.now());
    }

    @Test
    void a_request_of_another_account_does_not_make_it_seen() {
        var slug = House.fresh("unseen");
        var agent = alice.post("/v1/agents/register", Map.of("agent_id", slug)).is(201).id();
        var other = house.account();
        var same = other.post("/v1/agents/register", Map.of("agent_id", slug)).is(201).id();
        other.get("/v1/account", NAME, slug).is(200);
        other.get("/v1/account", NAME, agent.toString()).is(200);
        await().untilAsserted(() -> assertThat(other.get("/v1/agents/" + same).at("/last_seen_at").isNull()).isFalse());
        assertThat(alice.get("/v1/agents/" + agent).at("/last_seen_at").isNull()).isTrue();
    }

    @Test
    void who_asks_for_its_profile_is_seen_now() {
        var agent = alice.agentWithoutKey();
        var before = Instant.now().minusSeconds(1);
        var answer = alice.get("/v1/agents/me", NAME, agent.text("agent_id")).is(200);
        assertThat(Instant.parse(answer.at("/agent/last_seen_at").stringValue())).isBetween(before, Instant.now());
        await().untilAsserted(() ->
                assertThat(alice.get("/v1/agents/" + agent.id()).at("/last_seen_at").isNull()).isFalse());
    }

    private static UUID me(Account account, String name) {
        return UUID.fromString(account.get("/v1/agents/me", NAME, name).is(200).at("/agent/id").stringValue());
    }

    private static void activate(Neighbours two, UUID pairing) {
        two.bob().post("/v1/pairings/" + pairing + "/confirm", null).is(200);
    }

    private static List<String> paired(Account account, String slug) {
        return account.get("/v1/agents/me", NAME, slug).is(200).at("/connections/paired_agents").valueStream()
                .map(name -> name.stringValue()).toList();
    }
}
