package dev.agentpairing.commandside.axon;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import dev.agentpairing.messages.account.AccountCommand.OpenAccount;
import dev.agentpairing.messages.account.AccountEvent.AccountOpened;
import dev.agentpairing.messages.account.EmailAddress;
import dev.agentpairing.messages.connection.ConnectionCommand.AcceptInvite;
import dev.agentpairing.messages.connection.ConnectionCommand.BlockAccount;
import dev.agentpairing.messages.connection.ConnectionCommand.InviteAccount;
import dev.agentpairing.messages.connection.ConnectionCommand.RejectInvite;
import dev.agentpairing.messages.connection.ConnectionCommand.RevokeConnection;
import dev.agentpairing.messages.connection.ConnectionEvent;
import dev.agentpairing.messages.connection.ConnectionEvent.ConnectionRevoked;

import static org.assertj.core.api.Assertions.assertThat;

/** An invite is cancelled, and somebody signs up with the address: in either order, by any clocks, and on two nodes at once. */
class MissedInvitesTest {

    private final Node node = Node.shared();
    private final UUID invite = UUID.randomUUID();
    private final UUID newcomer = UUID.randomUUID();
    private final UUID address = new EmailAddress(newcomer + "@example.com").id();
    private final Instant now = Node.now();

    /** @return who invites */
    private UUID invited(Node on) {
        var inviter = on.side("team").account();
        on.act(new InviteAccount(invite, inviter, address, now));
        return inviter;
    }

    private OpenAccount signUp(int second) {
        return new OpenAccount(newcomer, address, "free", now.plusSeconds(second));
    }

    private RevokeConnection cancel(UUID inviter, int second) {
        return new RevokeConnection(invite, inviter, now.plusSeconds(second));
    }

    private List<String> whatTheNewcomerHears(Node on) {
        return List.of(
                on.outcome(new AcceptInvite(invite, newcomer, now)), on.outcome(new RejectInvite(invite, newcomer, now)),
                on.outcome(new RevokeConnection(invite, newcomer, now)));
    }

    private static final List<String> NEVER_THERE = List.of("NOT_FOUND", "NOT_FOUND", "NOT_FOUND");
    private static final List<String> OVER = List.of("ALREADY_PROCESSED", "ALREADY_PROCESSED", "ALREADY_REVOKED");

    @Test
    void whoever_signs_up_after_the_end_of_an_invite_knows_nothing_of_it_though_by_a_slow_clock() {
        var inviter = invited(node);
        node.act(cancel(inviter, 20));
        node.act(signUp(10));
        assertThat(whatTheNewcomerHears(node)).isEqualTo(NEVER_THERE);
        assertThat(node.outcome(new BlockAccount(invite, newcomer, UUID.randomUUID(), now))).isEqualTo("NOT_FOUND");
        assertThat(node.events(newcomer)).containsExactly(new AccountOpened(newcomer, address, "free", now.plusSeconds(20)));
    }

    @Test
    void the_sign_up_answers_when_the_account_was_opened() {
        var inviter = invited(node);
        node.act(cancel(inviter, 20));
        assertThat(node.send(signUp(10)).join()).isEqualTo(now.plusSeconds(20));
    }

    @Test
    void whoever_was_there_before_the_end_of_an_invite_hears_that_it_is_over_though_it_ended_by_a_slow_clock() {
        var inviter = invited(node);
        node.act(signUp(20));
        node.act(cancel(inviter, 10));
        assertThat(whatTheNewcomerHears(node)).isEqualTo(OVER);
        assertThat(((ConnectionEvent) node.events(invite).getLast()).at()).isEqualTo(now.plusSeconds(20).plusNanos(1000));
    }

    @Test
    void the_inviter_hears_that_it_is_over_whoever_signs_up() {
        var inviter = invited(node);
        node.act(cancel(inviter, 1));
        node.act(signUp(2));
        assertThat(node.outcome(cancel(inviter, 3))).isEqualTo("ALREADY_REVOKED");
        assertThat(node.outcome(new AcceptInvite(invite, inviter, now))).isEqualTo("FORBIDDEN");
    }

    @Test
    void an_address_with_an_account_keeps_nothing_of_invites() {
        var inviter = invited(node);
        node.act(signUp(1));
        node.act(cancel(inviter, 2));
        assertThat(node.size(address)).isEqualTo(1);
    }

    @Test
    void who_may_not_cancel_leaves_no_trace_at_the_address() {
        invited(node);
        assertThat(node.outcome(cancel(node.side("free").account(), 1))).isEqualTo("NOT_FOUND");
        assertThat(node.events(address)).isEmpty();
    }

    /** In turn, either node has the slower clock, and either has more to do before. */
    @RepeatedTest(12)
    void of_a_sign_up_and_the_end_of_an_invite_at_once_on_two_nodes_the_order_is_one_and_both_nodes_tell_it(RepetitionInfo round) {
        var nodes = TwoNodes.running();
        var inviter = invited(nodes.one());
        int turn = round.getCurrentRepetition();
        for (int others = 0; others < 20; others++) {
            nodes.node(turn).send(new OpenAccount(UUID.randomUUID(), UUID.randomUUID(), "free", now));
        }
        var cancelled = nodes.one().send(cancel(inviter, 10));
        var signedUp = nodes.other().send(signUp(turn / 2 % 2 * 20));
        assertThat(Node.outcome(cancelled)).isEqualTo("ACCEPTED");
        assertThat(Node.outcome(signedUp)).isEqualTo("ACCEPTED");
        var kinds = nodes.kindsOfEvents(address);
        var expected = kinds.equals(List.of("EmailClaimed")) ? OVER : NEVER_THERE;
        assertThat(whatTheNewcomerHears(nodes.one())).as("%s", kinds).isEqualTo(expected);
        assertThat(whatTheNewcomerHears(nodes.other())).as("%s", kinds).isEqualTo(expected);
        var opened = ((AccountOpened) nodes.one().events(newcomer).getFirst()).at();
        var over = ((ConnectionRevoked) nodes.one().events(invite).getLast()).at();
        assertThat(over.isAfter(opened)).isEqualTo(expected.equals(OVER));
    }
}
