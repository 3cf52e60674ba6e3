package dev.agentpairing.commandside.axon;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import dev.agentpairing.commandside.axon.Node.Ground;
import dev.agentpairing.messages.agent.AgentCommand.DeleteAgent;
import dev.agentpairing.messages.agent.AgentCommand.DisconnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.Update;
import dev.agentpairing.messages.agent.AgentCommand.UpdateAgent;
import dev.agentpairing.messages.pairing.ETag;
import dev.agentpairing.messages.pairing.ETag.Shown;
import dev.agentpairing.messages.pairing.PairingCommand.ChangePermission;
import dev.agentpairing.messages.pairing.PairingCommand.ConfirmPairing;
import dev.agentpairing.messages.pairing.PairingCommand.PermissionNow;
import dev.agentpairing.messages.pairing.PairingStatus;
import dev.agentpairing.messages.pairing.Permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What one of two nodes remembers and the other has just changed. */
class OutdatedMemoryTest {

    private final TwoNodes nodes = TwoNodes.running();
    private final Node one = nodes.one();
    private final Node other = nodes.other();

    /** The agents are only read by a proposal, so no conflict tells the other node of their change. */
    @Test
    void an_agent_disconnected_on_one_node_is_seen_by_the_other_within_250_milliseconds() {
        var ground = nodes.groundWithWarmMemory();
        one.act(new DisconnectAgent(ground.accepter().agent(), ground.accepter().account(), Node.now()));
        awaitOnOther(ground, "TARGET_NOT_CONNECTED");
    }

    @Test
    void an_agent_made_unavailable_on_one_node_is_seen_by_the_other_within_250_milliseconds() {
        var ground = nodes.groundWithWarmMemory();
        one.act(new UpdateAgent(ground.accepter().agent(), ground.accepter().account(), new Update(null, null, null, null, false),
                Node.now()));
        awaitOnOther(ground, "AGENT_NOT_AVAILABLE");
    }

    @Test
    void an_agent_deleted_on_one_node_is_unknown_to_the_other_within_250_milliseconds() {
        var ground = nodes.groundWithWarmMemory();
        one.act(new DeleteAgent(ground.accepter().agent(), ground.accepter().account(), Node.now()));
        awaitOnOther(ground, "AGENT_NOT_FOUND");
    }

    @RepeatedTest(5)
    void a_refusal_rests_on_what_the_other_node_has_just_done() {
        var ground = nodes.groundWithWarmMemory();
        var proposal = ground.proposal();
        other.act(proposal);
        one.act(ground.revocation(proposal.pairingId()));
        assertThat(nodes.proposeAndTakeBack(ground)).isEqualTo("ACCEPTED");
    }

    /** The other node remembers the permission that is asked for, and would have nothing to do. */
    @RepeatedTest(5)
    void the_same_permission_as_before_is_a_change_when_the_other_node_has_just_made_another() {
        var ground = nodes.groundWithWarmMemory();
        var proposal = ground.proposal();
        other.act(proposal);
        one.act(change(ground, proposal.pairingId(), Permission.SEND_ONLY));
        var answer = other.send(change(ground, proposal.pairingId(), Permission.BOTH)).join();
        assertThat(answer).isEqualTo(new PermissionNow(PairingStatus.PENDING, true));
        assertThat(nodes.kindsOfEvents(proposal.pairingId())).containsExactly("PairingProposed", "PermissionChanged", "PermissionChanged");
    }

    /** A confirmation appends nothing to the streams of the agents, so no conflict tells of what has changed in them. */
    @RepeatedTest(5)
    void a_condition_rests_on_what_the_other_node_has_just_made_of_an_agent() {
        var ground = nodes.groundWithWarmMemory();
        var proposal = ground.proposal();
        other.act(proposal);
        var agent = new Shown("Agent", 1);
        var confirm = new ConfirmPairing(
                proposal.pairingId(), ground.accepter().account(), List.of(ETag.of(false, 0, agent, agent)), Node.now());
        one.act(update(ground, "Agent", "described anew"));
        assertThat(other.outcome(confirm)).isEqualTo("ACCEPTED");
        var change = new ChangePermission(proposal.pairingId(), ground.accepter().account(), Permission.SEND_ONLY,
                List.of(ETag.of(false, 1, agent, agent)), Node.now());
        one.act(update(ground, "Renamed", "described anew"));
        assertThat(other.outcome(change)).isEqualTo("PRECONDITION_FAILED");
        one.act(update(ground, "Agent", "described anew"));
        assertThat(other.outcome(change)).isEqualTo("ACCEPTED");
    }

    private static UpdateAgent update(Ground ground, String name, String description) {
        var side = ground.inviter();
        return new UpdateAgent(side.agent(), side.account(), new Update(name, description, null, null, null), Node.now());
    }

    private static ChangePermission change(Ground ground, UUID pairing, Permission permission) {
        return new ChangePermission(pairing, ground.inviter().account(), permission, null, Node.now());
    }

    private void awaitOnOther(Ground ground, String outcome) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).atMost(Duration.ofMillis(250))
                .until(() -> nodes.proposeAndTakeBack(ground).equals(outcome));
    }
}
