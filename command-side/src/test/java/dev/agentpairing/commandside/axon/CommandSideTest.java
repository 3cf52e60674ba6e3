package dev.agentpairing.commandside.axon;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;

import dev.agentpairing.messages.account.AccountCommand.OpenAccount;
import dev.agentpairing.messages.agent.AgentCommand.DisconnectAgent;
import dev.agentpairing.messages.connection.ConnectionCommand.AcceptInvite;
import dev.agentpairing.messages.connection.ConnectionCommand.InviteAccount;
import dev.agentpairing.messages.connection.ConnectionCommand.RevokeConnection;
import dev.agentpairing.messages.pairing.PairingCommand.ConfirmPairing;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;
import dev.agentpairing.messages.pairing.PairingCommand.RevokePairing;
import dev.agentpairing.messages.pairing.Permission;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole command side on a real H2 file: every command goes through the bus into the event store. */
class CommandSideTest {

    private final Node node = Node.shared();

    @Test
    void a_proposal_writes_the_stream_of_the_connection_and_that_of_the_pairing() {
        var ground = node.ground("team");
        var before = node.size(ground.connection());
        var proposal = ground.proposal();
        node.act(proposal);
        assertThat(node.size(ground.connection())).isEqualTo(before + 1);
        assertThat(node.size(proposal.pairingId())).isEqualTo(1);
    }

    @Test
    void a_refused_proposal_writes_nothing() {
        var ground = node.ground("team");
        node.act(ground.proposal());
        var before = node.size(ground.connection());
        var second = ground.proposal();
        assertThat(node.outcome(second)).isEqualTo("PAIRING_EXISTS");
        assertThat(node.size(ground.connection())).isEqualTo(before);
        assertThat(node.size(second.pairingId())).isZero();
    }

    @Test
    void of_many_simultaneous_proposals_of_one_pair_exactly_one_is_accepted() {
        var ground = node.ground("team");
        assertThat(accepted(64, _ -> ground.proposal())).isEqualTo(1);
    }

    @Test
    void exactly_as_many_pairings_are_open_as_the_plan_allows() {
        var ground = node.ground("builder");
        var agents = new ArrayList<UUID>();
        for (int i = 1; i < 10; i++) {
            agents.add(node.agent(ground.accepter().account()));
        }
        var mine = new ArrayList<UUID>();
        for (int i = 1; i < 10; i++) {
            mine.add(node.agent(ground.inviter().account()));
        }
        assertThat(accepted(81, i -> new ProposePairing(ground.connection(), UUID.randomUUID(), ground.inviter().account(),
                mine.get(i / 9), agents.get(i % 9), Permission.BOTH, Node.now()))).isEqualTo(25);
    }

    private long accepted(int times, IntFunction<Object> command) {
        var answers = new ArrayList<CompletableFuture<Object>>();
        for (int i = 0; i < times; i++) {
            answers.add(node.send(command.apply(i)).orTimeout(10, TimeUnit.SECONDS));
        }
        return answers.stream().map(Node::outcome).filter("ACCEPTED"::equals).count();
    }

    @Test
    void the_end_of_a_connection_ends_its_pairings_and_frees_the_way_for_a_new_one() {
        var ground = node.ground("team");
        var proposal = ground.proposal();
        node.act(proposal);
        node.act(new ConfirmPairing(proposal.pairingId(), ground.accepter().account(), null, Node.now()));
        var ended = (int) node.send(new RevokeConnection(ground.connection(), ground.accepter().account(), Node.now())).join();
        assertThat(ended).isEqualTo(1);
        assertThat(node.outcome(new RevokePairing(proposal.pairingId(), ground.inviter().account(), true, null, null, Node.now())))
                .isEqualTo("ALREADY_REVOKED");
        node.act(new InviteAccount(UUID.randomUUID(), ground.accepter().account(), ground.inviter().email(), Node.now()));
    }

    @Test
    void an_address_signs_up_once() {
        var first = node.side("free");
        assertThat(node.outcome(new OpenAccount(UUID.randomUUID(), first.email(), "free", Node.now()))).isEqualTo("EMAIL_TAKEN");
    }

    @Test
    void two_accounts_that_invite_each_other_at_once_have_one_invite() {
        var one = node.side("team");
        var other = node.side("team");
        var invites = List.<Object>of(
                new InviteAccount(UUID.randomUUID(), one.account(), other.email(), Node.now()),
                new InviteAccount(UUID.randomUUID(), other.account(), one.email(), Node.now()));
        assertThat(accepted(2, invites::get)).isEqualTo(1);
    }

    @Test
    void the_id_of_something_else_is_not_found() {
        var ground = node.ground("team");
        node.act(ground.proposal()); // everything is in memory now
        assertThat(node.outcome(new ConfirmPairing(ground.connection(), ground.accepter().account(), null, Node.now())))
                .isEqualTo("NOT_FOUND");
        assertThat(node.outcome(new AcceptInvite(ground.accepter().agent(), ground.accepter().account(), Node.now())))
                .isEqualTo("NOT_FOUND");
        assertThat(node.outcome(new DisconnectAgent(ground.accepter().account(), ground.accepter().account(), Node.now())))
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void every_event_names_its_command() {
        var ground = node.ground("team");
        assertThat(node.bean(EventStore.class).readEvents(ground.connection().toString()).asStream())
                .allSatisfy(event -> assertThat(event.getMetaData()).containsKeys("correlationId"));
    }
}
