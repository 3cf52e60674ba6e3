package dev.agentpairing.gateway.house;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

/** What one of two nodes lets in while the other cuts the agent off that it is for. */
@Order(Integer.MAX_VALUE - 1)
@Isolated("its times are looked at")
class StrandedTest {

    private final TwoNodes nodes = TwoNodes.running();
    private final Neighbours onA = nodes.onA();
    private final Neighbours onB = nodes.onB();

    /** The other node looks no more than once in 50 ms for what happened elsewhere. A few tries, in case it looks in between. */
    private UUID proposedToAnAgentJustCutOff(boolean deleted) {
        for (int tries = 0; tries < 50; tries++) {
            var mine = onB.alice().agent();
            var theirs = onB.bob().agent();
            onB.alice().delete("/v1/pairings/" + onB.propose(mine, theirs, "both").is(201).id()).is(200);
            (deleted ? onA.bob().delete("/v1/agents/" + theirs) : onA.bob().post("/v1/agents/" + theirs + "/disconnect", null)).is(200);
            var late = onB.propose(mine, theirs, "both");
            if (late.status() == 201) {
                return late.id();
            }
        }
        return fail("the other node always knew");
    }

    private static Answer awaitEnd(Neighbours pair, UUID pairing) {
        await().atMost(Duration.ofSeconds(3)).pollInterval(Duration.ofMillis(20))
                .until(() -> pair.alice().get("/v1/pairings/" + pairing).is(200).text("status").equals("revoked"));
        return pair.alice().get("/v1/pairings/" + pairing);
    }

    @ParameterizedTest
    @CsvSource({"false, agent_disconnected", "true, agent_deleted"})
    void what_one_node_lets_in_while_the_other_cuts_its_agent_off_is_ended_soon_by_whoever_did_that(boolean deleted, String reason) {
        var ended = awaitEnd(onA, proposedToAnAgentJustCutOff(deleted));
        assertThat(ended.text("revocation_reason")).isEqualTo(reason);
        assertThat(ended.text("revoked_by")).isEqualTo(onA.bob().id().toString());
        var steps = onA.alice().get("/v1/pairings/" + ended.id() + "/history").is(200).at("/events");
        assertThat(steps.findValuesAsString("type")).containsExactly("proposed", "revoked");
        assertThat(steps.get(1).at("/actor/kind").stringValue()).isEqualTo("session");
        assertThat(steps.get(1).at("/actor/account_id").stringValue()).isEqualTo(onA.bob().id().toString());
        onA.propose(onA.alice().agent(), onA.bob().agent(), "both").is(201);
    }

    @Test
    void it_is_ended_also_when_both_nodes_die_before_they_can() {
        var pairing = proposedToAnAgentJustCutOff(false);
        var again = TwoNodes.killAndStartAgain();
        assertThat(awaitEnd(again.onB(), pairing).text("revocation_reason")).isEqualTo("agent_disconnected");
    }
}
