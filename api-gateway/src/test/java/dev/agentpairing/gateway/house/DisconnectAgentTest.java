package dev.agentpairing.gateway.house;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 4: what becomes of an agent whose keys are wiped, and of its pairings. */
class DisconnectAgentTest {

    private final Neighbours neighbours = House.on(Database.H2).neighbours();
    private final Account alice = neighbours.alice();
    private final Account bob = neighbours.bob();

    @Test
    void a_disconnected_agent_has_no_key() {
        var agent = alice.agent();
        var answer = alice.post("/v1/agents/" + agent + "/disconnect", null).is(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("agent_id", "status", "message");
        assertThat(answer.text("status")).isEqualTo("disconnected");
        var shown = alice.get("/v1/agents/" + agent).is(200);
        assertThat(answer.text("agent_id")).isEqualTo(shown.text("agent_id"));
        assertThat(shown.text("connection_status")).isEqualTo("disconnected");
        assertThat(shown.at("/public_key").isNull()).isTrue();
        assertThat(shown.at("/key_version").intValue()).isZero();
    }

    @Test
    void it_is_disconnected_once() {
        var agent = alice.agent();
        alice.disconnect(agent);
        alice.post("/v1/agents/" + agent + "/disconnect", null).isRefused(409, "ALREADY_DISCONNECTED");
    }

    @Test
    void a_disconnect_revokes_the_open_pairings_and_both_sides_see_it_at_once() {
        var agent = alice.agent();
        var active = neighbours.propose(agent, bob.agent(), "both").is(201).id();
        bob.post("/v1/pairings/" + active + "/confirm", null).is(200);
        var pending = neighbours.propose(bob, bob.agent(), agent, "both").is(201).id();
        var untouched = neighbours.pending();
        alice.disconnect(agent);
        for (var account : new Account[] {bob, alice}) {
            for (var pairing : new UUID[] {active, pending}) {
                var shown = account.get("/v1/pairings/" + pairing).is(200);
                assertThat(shown.text("status")).isEqualTo("revoked");
                assertThat(shown.text("revocation_reason")).isEqualTo("agent_disconnected");
                assertThat(shown.text("revoked_by")).isEqualTo(alice.id().toString());
            }
            assertThat(account.get("/v1/pairings/" + untouched).text("status")).isEqualTo("pending");
        }
    }

    @Test
    void what_a_disconnect_revoked_is_not_revoked_again() {
        var agent = alice.agent();
        var pairing = neighbours.propose(agent, bob.agent(), "both").is(201).id();
        alice.disconnect(agent);
        bob.post("/v1/pairings/" + pairing + "/confirm", null).isRefused(400, "INVALID_STATUS");
        bob.delete("/v1/pairings/" + pairing).isRefused(400, "ALREADY_REVOKED");
    }
}
