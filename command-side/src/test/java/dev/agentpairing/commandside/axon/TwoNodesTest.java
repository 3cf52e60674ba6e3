package dev.agentpairing.commandside.axon;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import dev.agentpairing.commandside.axon.Node.Ground;
import dev.agentpairing.commandside.connection.Connection;
import dev.agentpairing.commandside.pairing.Pairing;
import dev.agentpairing.commandside.storage.AppendTransactions;
import dev.agentpairing.messages.agent.AgentCommand.DeleteAgent;
import dev.agentpairing.messages.agent.AgentCommand.RotateKey;
import dev.agentpairing.messages.agent.AgentCommand.Rotated;
import dev.agentpairing.messages.connection.ConnectionCommand.BlockAccount;
import dev.agentpairing.messages.connection.ConnectionCommand.Blocked;
import dev.agentpairing.messages.connection.ConnectionCommand.InviteAccount;
import dev.agentpairing.messages.connection.ConnectionCommand.RevokeConnection;
import dev.agentpairing.messages.connection.ConnectionCommand.UnblockAccount;
import dev.agentpairing.messages.pairing.PairingCommand.ConfirmPairing;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;

import static java.sql.Statement.SUCCESS_NO_INFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two command sides on one PostgreSQL: what holds on one node holds on both together. */
class TwoNodesTest {

    private final TwoNodes nodes = TwoNodes.running();
    private final Node one = nodes.one();
    private final Node other = nodes.other();

    private Map<String, Long> outcomesOf(List<CompletableFuture<Object>> answers) {
        return answers.stream().map(Node::outcome).collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @RepeatedTest(3)
    void of_many_simultaneous_proposals_of_one_pair_in_both_directions_exactly_one_is_accepted() {
        var ground = nodes.groundSeenByBoth("team");
        var answers = IntStream.range(0, 64)
                .mapToObj(i -> nodes.node(i).send(i / 2 % 2 == 0 ? ground.proposal() : ground.counterProposal())).toList();
        assertThat(outcomesOf(answers)).containsOnly(Map.entry("ACCEPTED", 1L), Map.entry("PAIRING_EXISTS", 63L));
    }

    @RepeatedTest(3)
    void exactly_as_many_pairings_are_open_as_the_plan_allows() {
        var ground = nodes.groundSeenByBoth("builder");
        var mine = agents(ground.inviter().account());
        var theirs = agents(ground.accepter().account());
        var proposals = new ArrayList<ProposePairing>();
        mine.forEach(a -> theirs.forEach(b -> proposals.add(ground.proposal(a, b))));
        var turn = new AtomicInteger();
        var answers = Collections.nCopies(2, proposals.subList(0, 50)).stream().flatMap(List::stream)
                .map(p -> nodes.node(turn.getAndIncrement()).send(ground.proposal(p.myAgentId(), p.theirAgentId()))).toList();
        assertThat(answers).hasSize(4 * 25);
        assertThat(outcomesOf(answers)).containsEntry("ACCEPTED", 25L)
                .containsOnlyKeys("ACCEPTED", "PLAN_LIMIT_REACHED", "PAIRING_EXISTS");
    }

    private List<UUID> agents(UUID account) {
        return IntStream.range(0, 8).mapToObj(_ -> one.agent(account)).toList();
    }

    @Test
    void two_accounts_that_invite_each_other_at_once_on_two_nodes_have_one_invite() {
        var a = nodes.groundSeenByBoth("team").inviter();
        var b = nodes.groundSeenByBoth("team").inviter();
        var answers = List.of(
                one.send(new InviteAccount(UUID.randomUUID(), a.account(), b.email(), Node.now())),
                other.send(new InviteAccount(UUID.randomUUID(), b.account(), a.email(), Node.now())));
        assertThat(outcomesOf(answers)).containsOnly(Map.entry("ACCEPTED", 1L), Map.entry("INVITE_PENDING", 1L));
    }

    /** The inviter blocks by a connection that is over; meanwhile the other side sends an invite from the other node. */
    @RepeatedTest(5)
    void of_an_invite_and_a_block_at_once_on_two_nodes_nothing_is_left_open() {
        var ground = nodes.groundSeenByBoth("team");
        one.act(new RevokeConnection(ground.connection(), ground.inviter().account(), Node.now()));
        var invite = new InviteAccount(UUID.randomUUID(), ground.accepter().account(), ground.inviter().email(), Node.now());
        var invited = other.send(invite);
        var blocked = one.send(block(ground));
        assertThat(Node.outcome(blocked)).isEqualTo("ACCEPTED");
        assertThat(Node.outcome(invited)).isIn("ACCEPTED", "BLOCKED");
        if (Node.outcome(invited).equals("ACCEPTED")) {
            assertThat(nodes.connection(invite.connectionId())).isInstanceOf(Connection.Revoked.class);
        }
        for (var node : List.of(one, other)) {
            await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofMillis(250)).until(() -> node.outcome(new InviteAccount(
                    UUID.randomUUID(), ground.inviter().account(), ground.accepter().email(), Node.now())).equals("BLOCKED"));
        }
    }

    @Test
    void of_many_blocks_at_once_on_two_nodes_there_is_one() {
        var ground = nodes.groundSeenByBoth("team");
        one.act(ground.proposal());
        var answers = IntStream.range(0, 16).mapToObj(i -> (Blocked) nodes.node(i).send(block(ground)).join()).toList();
        assertThat(answers.stream().map(Blocked::blockId).distinct()).hasSize(1);
        assertThat(answers.stream().mapToInt(Blocked::pairingsRevoked).sum()).isEqualTo(1);
        assertThat(nodes.connection(ground.connection())).isInstanceOf(Connection.Revoked.class);
    }

    /** What this node remembers of the first block is no answer to the second. */
    @RepeatedTest(5)
    void whoever_is_unblocked_on_one_node_and_blocked_at_once_on_the_other_is_blocked() {
        var ground = nodes.groundSeenByBoth("team");
        var first = (Blocked) one.send(block(ground)).join();
        other.act(new UnblockAccount(first.blockId(), ground.inviter().account(), Node.now()));
        var second = (Blocked) one.send(block(ground)).join();
        assertThat(second.blockId()).isNotEqualTo(first.blockId());
        assertThat(other.outcome(new UnblockAccount(second.blockId(), ground.inviter().account(), Node.now()))).isEqualTo("ACCEPTED");
    }

    private static BlockAccount block(Ground ground) {
        return new BlockAccount(ground.connection(), ground.inviter().account(), UUID.randomUUID(), Node.now());
    }

    /** As when a node stalls for so long that its request is taken over by another. */
    @RepeatedTest(10)
    void of_a_late_first_attempt_and_the_one_that_took_over_at_once_on_two_nodes_one_is_carried_out() {
        var ground = nodes.groundSeenByBoth("team");
        var request = UUID.randomUUID();
        int before = one.events(ground.inviter().account()).size();
        var late = one.send(HandledRequestsTest.attempt(HandledRequestsTest.key(ground), request, false));
        var next = other.send(HandledRequestsTest.attempt(HandledRequestsTest.key(ground), request, true));
        var answer = next.join();
        assertThat(Node.outcome(late)).isIn("ACCEPTED", "UNAVAILABLE");
        if (Node.outcome(late).equals("ACCEPTED")) {
            assertThat(late.join()).isEqualTo(answer);
        }
        assertThat(one.events(ground.inviter().account())).hasSize(before + 1);
    }

    @RepeatedTest(3)
    void an_agent_is_deleted_once_and_versions_are_given_once_on_both_nodes_together() {
        var side = nodes.groundSeenByBoth("team").inviter();
        var rotations = IntStream.range(0, 8)
                .mapToObj(i -> nodes.node(i).send(new RotateKey(side.agent(), side.account(), "BBBB", Node.now()))).toList();
        assertThat(rotations.stream().map(answer -> ((Rotated) answer.join()).keyVersion()))
                .containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9);
        var deletions = IntStream.range(0, 8)
                .mapToObj(i -> nodes.node(i).send(new DeleteAgent(side.agent(), side.account(), Node.now()))).toList();
        assertThat(outcomesOf(deletions)).containsOnly(Map.entry("ACCEPTED", 1L), Map.entry("NOT_FOUND", 7L));
        assertThat(nodes.kindsOfEvents(side.account())).containsOnlyOnce("SlugFreed");
    }

    /**
     * Confirmed by one side, revoked by the other, and the connection ended, all at once: what is stored agrees with every
     * answer.
     */
    @RepeatedTest(10)
    void a_pairing_that_is_confirmed_revoked_and_cut_off_at_once_ends_once_and_as_answered() {
        var ground = nodes.groundSeenByBoth("team");
        var proposal = ground.proposal();
        one.act(proposal);
        var pairing = proposal.pairingId();
        var confirm = other.send(new ConfirmPairing(pairing, ground.accepter().account(), null, Node.now()));
        var revoke = one.send(ground.revocation(pairing));
        var end = other.send(new RevokeConnection(ground.connection(), ground.accepter().account(), Node.now()));
        var confirmed = Node.outcome(confirm);
        var revoked = Node.outcome(revoke);
        assertThat(Node.outcome(end)).isEqualTo("ACCEPTED");
        assertThat(confirmed).isIn("ACCEPTED", "INVALID_STATUS");
        assertThat(revoked).isIn("ACCEPTED", "ALREADY_REVOKED");
        assertThat(nodes.kindsOfEvents(pairing)).isEqualTo(confirmed.equals("ACCEPTED")
                ? List.of("PairingProposed", "PairingConfirmed", "PairingRevoked")
                : List.of("PairingProposed", "PairingRevoked"));
        assertThat(end.join()).as("pairings that ended with the connection").isEqualTo(revoked.equals("ACCEPTED") ? 0 : 1);
        assertThat(nodes.pairing(pairing)).isInstanceOf(Pairing.Revoked.class);
        assertThat(nodes.connection(ground.connection())).isInstanceOf(Connection.Revoked.class);
    }

    /** As the driver tells that it was not asked yet. */
    @Test
    void what_a_group_writes_is_kept_back_until_its_commit() {
        one.bean(AppendTransactions.class).transactions().executeInTransaction(() -> assertThat(one.sql().batchUpdate(
                "update write_probe set at = at where id = ?", List.<Object[]>of(new Object[] {1}))).containsExactly(SUCCESS_NO_INFO));
    }
}
