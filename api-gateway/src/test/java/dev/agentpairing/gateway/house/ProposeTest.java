package dev.agentpairing.gateway.house;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 2.1: what an accepted proposal answers. */
@ParameterizedClass
@EnumSource(Database.class)
class ProposeTest {

    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;

    ProposeTest(Database database) {
        neighbours = House.on(database).neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @Test
    void the_same_two_agents_can_be_proposed_again_after_a_revocation() {
        var mine = alice.agent();
        var theirs = bob.agent();
        var first = neighbours.propose(mine, theirs, "both").is(201).id();
        alice.delete("/v1/pairings/" + first).is(200);
        assertThat(neighbours.propose(bob, theirs, mine, "both").is(201).id()).isNotEqualTo(first);
    }

    @Test
    void the_answer_says_what_was_proposed() {
        var mine = alice.agent("my.slug-" + House.fresh("x"));
        var theirs = bob.agent();
        bob.patch("/v1/agents/" + theirs, Map.of("name", "Ärger & Söhne 😀")).is(200);
        var answer = neighbours.propose(mine, theirs, "receive_only").is(201);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder(
                "id", "status", "my_agent", "their_agent", "permission", "proposed_by", "created_at", "expires_at");
        assertThat(answer.text("status")).isEqualTo("pending");
        assertThat(answer.text("permission")).isEqualTo("receive_only");
        assertThat(answer.text("proposed_by")).isEqualTo(alice.id().toString());
        assertThat(answer.at("/my_agent")).isEqualTo(party(alice, mine));
        assertThat(answer.at("/their_agent")).isEqualTo(party(bob, theirs));
        assertThat(answer.at("/their_agent/name").stringValue()).isEqualTo("Ärger & Söhne 😀");
    }

    @Test
    void a_proposal_expires_after_seven_days() {
        var answer = neighbours.propose(alice.agent(), bob.agent(), "both").is(201);
        var created = Instant.parse(answer.text("created_at"));
        assertThat(Instant.parse(answer.text("expires_at"))).isEqualTo(created.plus(Duration.ofDays(7)));
        assertThat(created).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void moments_have_microseconds_at_most_and_end_in_z() {
        var answer = neighbours.propose(alice.agent(), bob.agent(), "both").is(201);
        assertThat(answer.text("created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z");
    }

    @Test
    void what_was_answered_is_what_is_shown() {
        var answer = neighbours.propose(alice.agent(), bob.agent(), "send_only").is(201);
        var shown = alice.get("/v1/pairings/" + answer.id()).is(200);
        for (var field : new String[] {"id", "status", "permission", "proposed_by", "created_at", "expires_at"}) {
            assertThat(shown.text(field)).as(field).isEqualTo(answer.text(field));
        }
    }

    private static JsonNode party(Account owner, UUID agent) {
        var shown = owner.get("/v1/agents/" + agent).is(200).json();
        var party = JsonNodeFactory.instance.objectNode();
        for (var field : new String[] {"id", "agent_id", "name"}) {
            party.set(field, shown.get(field));
        }
        return party;
    }
}
