package dev.agentpairing.commandside.axon;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.agentpairing.commandside.axon.Node.Ground;
import dev.agentpairing.commandside.connection.Connection;
import dev.agentpairing.commandside.pairing.Pairing;
import dev.agentpairing.messages.agent.AgentCommand.DeleteAgent;
import dev.agentpairing.messages.agent.AgentCommand.DisconnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.RotateKey;
import dev.agentpairing.messages.connection.ConnectionCommand.BlockAccount;
import dev.agentpairing.messages.connection.ConnectionCommand.RevokeConnection;
import dev.agentpairing.messages.pairing.PairingCommand.ConfirmPairing;
import dev.agentpairing.messages.pairing.PairingCommand.EndStranded;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.RevocationReason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** What one node lets begin in the very moment in which another ends what it needs. */
class StrandedTest {

    private final TwoNodes nodes = TwoNodes.running();
    private final Node one = nodes.one();
    private final Node other = nodes.other();

    /** An open pairing of an agent that one node has just cut off, let in by the other, which did not know yet. */
    private record Stranded(Ground ground, UUID pairing) {

        UUID agent() {
            return ground.accepter().agent();
        }

        EndStranded end() {
            return new EndStranded(pairing, agent(), Node.now());
        }
    }

    /** The other node looks no more than once in 50 ms for what happened elsewhere; a few tries, in case it looks in between. */
    private Stranded stranded(boolean delete, boolean confirm) {
        for (int tries = 0; tries < 50; tries++) {
            var ground = nodes.groundWithWarmMemory();
            var proposal = ground.proposal();
            var owner = ground.accepter();
            one.act(delete ? new DeleteAgent(owner.agent(), owner.account(), Node.now())
                    : new DisconnectAgent(owner.agent(), owner.account(), Node.now()));
            if (other.outcome(proposal).equals("ACCEPTED")
                    && (!confirm || other.outcome(confirmation(proposal, ground)).equals("ACCEPTED"))) {
                return new Stranded(ground, proposal.pairingId());
            }
        }
        return fail("the other node always knew");
    }

    private static ConfirmPairing confirmation(ProposePairing proposal, Ground ground) {
        return new ConfirmPairing(proposal.pairingId(), ground.accepter().account(), null, Node.now());
    }

    @ParameterizedTest
    @CsvSource({"false, false, AGENT_DISCONNECTED", "false, true, AGENT_DISCONNECTED", "true, false, AGENT_DELETED", "true, true, AGENT_DELETED"})
    void a_pairing_let_in_while_its_agent_was_cut_off_ends_for_the_same_reason(boolean delete, boolean confirm, RevocationReason reason) {
        var stranded = stranded(delete, confirm);
        assertThat(nodes.pairing(stranded.pairing)).isInstanceOf(confirm ? Pairing.Active.class : Pairing.Pending.class);
        other.act(stranded.end());
        var revoked = (PairingRevoked) one.events(stranded.pairing).getLast();
        assertThat(revoked.reason()).isEqualTo(reason);
        assertThat(revoked.accountId()).isEqualTo(stranded.ground.accepter().account());
        assertThat(open(stranded.ground)).isZero();
    }

    @Test
    void it_ends_once_however_often_and_wherever_that_is_asked_for() {
        var stranded = stranded(false, false);
        CompletableFuture.allOf(IntStream.range(0, 16).mapToObj(i -> nodes.node(i).send(stranded.end()))
                .toArray(CompletableFuture[]::new)).join();
        assertThat(nodes.kindsOfEvents(stranded.pairing)).containsExactly("PairingProposed", "PairingRevoked");
    }

    @Test
    void a_pairing_whose_agents_have_keys_does_not_end_so() {
        var ground = nodes.groundSeenByBoth("team");
        var proposal = ground.proposal();
        one.act(proposal);
        for (var agent : new UUID[] {ground.inviter().agent(), ground.accepter().agent(), UUID.randomUUID()}) {
            other.act(new EndStranded(proposal.pairingId(), agent, Node.now()));
        }
        assertThat(nodes.pairing(proposal.pairingId())).isInstanceOf(Pairing.Pending.class);
    }

    @Test
    void a_pairing_does_not_end_because_of_an_agent_of_others() {
        var ground = nodes.groundSeenByBoth("team");
        var proposal = ground.proposal();
        one.act(proposal);
        var stranger = one.agent(ground.inviter().account());
        one.act(new DisconnectAgent(stranger, ground.inviter().account(), Node.now()));
        one.act(new EndStranded(proposal.pairingId(), stranger, Node.now()));
        one.act(new EndStranded(UUID.randomUUID(), stranger, Node.now()));
        assertThat(nodes.pairing(proposal.pairingId())).isInstanceOf(Pairing.Pending.class);
    }

    @Test
    void an_agent_that_is_given_a_key_again_has_no_pairings_from_before() {
        var stranded = stranded(false, true);
        var owner = stranded.ground.accepter();
        one.act(new RotateKey(owner.agent(), owner.account(), "BBBB", Node.now()));
        assertThat(((PairingRevoked) one.events(stranded.pairing).getLast()).reason()).isEqualTo(RevocationReason.AGENT_DISCONNECTED);
    }

    @Test
    void a_key_that_replaces_another_leaves_pairings_open() {
        var ground = nodes.groundSeenByBoth("team");
        var proposal = ground.proposal();
        one.act(proposal);
        one.act(new RotateKey(ground.accepter().agent(), ground.accepter().account(), "BBBB", Node.now()));
        assertThat(nodes.pairing(proposal.pairingId())).isInstanceOf(Pairing.Pending.class);
    }

    /** The place in the connection's stream is taken once: whoever comes second decides again. */
    @RepeatedTest(10)
    void nothing_is_let_in_by_a_connection_that_ends_at_once_on_the_other_node() {
        for (boolean block : new boolean[] {false, true}) {
            var ground = nodes.groundSeenByBoth("team");
            var proposal = ground.proposal();
            var side = ground.inviter();
            var proposed = other.send(proposal);
            var ended = one.send(block ? new BlockAccount(ground.connection(), side.account(), UUID.randomUUID(), Node.now())
                    : new RevokeConnection(ground.connection(), side.account(), Node.now()));
            assertThat(Node.outcome(ended)).isEqualTo("ACCEPTED");
            assertThat(Node.outcome(proposed)).isIn("ACCEPTED", "CONNECTION_NOT_ACTIVE");
            assertThat(nodes.pairing(proposal.pairingId())).isNotInstanceOfAny(Pairing.Pending.class, Pairing.Active.class);
            assertThat(nodes.connection(ground.connection())).isInstanceOf(Connection.Revoked.class);
        }
    }

    private int open(Ground ground) {
        return ((Connection.Active) nodes.connection(ground.connection())).open().size();
    }
}
