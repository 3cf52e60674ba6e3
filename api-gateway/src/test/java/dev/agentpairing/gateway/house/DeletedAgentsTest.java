package dev.agentpairing.gateway.house;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 4: what is left of a deleted agent. */
@ParameterizedClass
@EnumSource(Database.class)
class DeletedAgentsTest {

    private final House house;
    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;

    DeletedAgentsTest(Database database) {
        house = House.on(database);
        neighbours = house.neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @Test
    void a_deletion_answers_with_a_message() {
        var answer = delete(alice.agent());
        assertThat(answer.json().propertyNames()).containsExactly("message");
        assertThat(answer.header("X-Consistency-Token")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "PATCH, ''", "POST, /disconnect", "POST, /rotate-key", "DELETE, ''"})
    void a_deleted_agent_is_not_found(String method, String tail) {
        var agent = alice.agent();
        delete(agent);
        house.send(method, "/v1/agents/" + agent + tail, alice.credential(), Map.of("name", "x", "public_key", Account.newPublicKey()))
                .isRefused(404, "NOT_FOUND");
    }

    @Test
    void a_deleted_agent_is_not_listed() {
        var agent = alice.agent();
        delete(agent);
        assertThat(alice.get("/v1/agents").is(200).body()).doesNotContain(agent.toString());
        assertThat(alice.get("/v1/agents/sendable").is(200).body()).doesNotContain(agent.toString());
    }

    @Test
    void an_agent_can_be_deleted_in_any_state() {
        delete(alice.agentWithoutKey().id());
        var disconnected = alice.agent();
        alice.disconnect(disconnected);
        delete(disconnected);
    }

    @Test
    void the_token_of_a_deleted_agent_is_dead() {
        var registered = alice.agentWithoutKey();
        delete(registered.id());
        house.send("POST", "/v1/agents/connect", registered.text("connection_token"), Map.of("public_key", Account.newPublicKey()))
                .isRefused(401, "UNAUTHORIZED");
    }

    @Test
    void its_slug_is_free_again_and_names_another_agent() {
        var slug = House.fresh("Slug");
        var agent = alice.agent(slug);
        delete(agent);
        var next = alice.agent(slug);
        assertThat(next).isNotEqualTo(agent);
        assertThat(alice.get("/v1/agents/me", "X-AgentDrop-Agent", slug).is(200).at("/agent/id").stringValue()).isEqualTo(next.toString());
        alice.get("/v1/agents/" + agent).isRefused(404, "NOT_FOUND");
    }

    @Test
    void it_does_not_count_against_the_plan_any_more() {
        var small = house.account();
        var first = small.agent();
        small.agent();
        small.post("/v1/agents/register", Map.of("agent_id", "third")).isRefused(403, "PLAN_LIMIT_REACHED");
        small.delete("/v1/agents/" + first).is(200);
        assertThat(small.get("/v1/account").at("/usage/agents").intValue()).isEqualTo(1);
        small.agent("third");
    }

    @Test
    void its_open_pairings_are_revoked_and_both_sides_see_it_at_once() {
        var agent = alice.agent();
        var active = neighbours.propose(agent, bob.agent(), "both").is(201).id();
        bob.post("/v1/pairings/" + active + "/confirm", null).is(200);
        var pending = neighbours.propose(bob, bob.agent(), agent, "both").is(201).id();
        var untouched = neighbours.pending();
        delete(agent);
        for (var account : new Account[] {bob, alice}) {
            for (var pairing : new UUID[] {active, pending}) {
                var shown = account.get("/v1/pairings/" + pairing).is(200);
                assertThat(shown.text("status")).isEqualTo("revoked");
                assertThat(shown.text("revocation_reason")).isEqualTo("agent_deleted");
                assertThat(shown.text("revoked_by")).isEqualTo(alice.id().toString());
            }
            assertThat(account.get("/v1/pairings/" + untouched).text("status")).isEqualTo("pending");
        }
        bob.delete("/v1/pairings/" + active).isRefused(400, "ALREADY_REVOKED");
    }

    @Test
    void in_the_pairings_it_had_it_stays_with_its_last_name_and_without_a_key() {
        var slug = House.fresh("a");
        var agent = alice.agent(slug);
        var pairing = neighbours.propose(agent, bob.agent(), "both").is(201).id();
        alice.patch("/v1/agents/" + agent, Map.of("name", "Last name")).is(200);
        var before = bob.get("/v1/pairings/" + pairing).etag();
        delete(agent);
        var shown = bob.get("/v1/pairings/" + pairing, "If-None-Match", before).is(200);
        var side = shown.at("/agent_a/id").stringValue().equals(agent.toString()) ? "agent_a" : "agent_b";
        assertThat(shown.at("/" + side + "/agent_id").stringValue()).isEqualTo(slug);
        assertThat(shown.at("/" + side + "/name").stringValue()).isEqualTo("Last name");
        assertThat(shown.at("/" + side + "_public_key").isNull()).isTrue();
        assertThat(shown.at("/" + side + "_key_version").intValue()).isZero();
        assertThat(alice.get(neighbours.pairings() + "?agent=" + agent).is(200).at("/pairings").size()).isEqualTo(1);
    }

    @Test
    void nothing_can_be_proposed_with_it() {
        var mine = alice.agent();
        var theirs = bob.agent();
        delete(mine);
        neighbours.propose(mine, theirs, "both").isRefused(404, "AGENT_NOT_FOUND");
        neighbours.propose(bob, theirs, mine, "both").isRefused(404, "AGENT_NOT_FOUND");
    }

    @Test
    void what_it_may_do_cannot_be_asked_any_more_by_either_side() {
        var mine = alice.agent();
        var theirs = bob.agent();
        neighbours.propose(mine, theirs, "both").is(201);
        delete(mine);
        for (var account : new Account[] {alice, bob}) {
            account.get("/v1/check?from=" + mine + "&to=" + theirs).isRefused(404, "NOT_FOUND");
            account.get("/v1/check?from=" + theirs + "&to=" + mine).isRefused(404, "NOT_FOUND");
        }
    }

    private Answer delete(UUID agent) {
        return alice.delete("/v1/agents/" + agent).is(200);
    }
}
