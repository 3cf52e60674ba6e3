package dev.agentpairing.commandside.axon;

import java.util.Set;
import java.util.UUID;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.queryhandling.QueryGateway;
import org.junit.jupiter.api.Test;

import dev.agentpairing.commandside.axon.Node.Ground;
import dev.agentpairing.messages.account.AccountCommand.CreateApiKey;
import dev.agentpairing.messages.account.Scope;
import dev.agentpairing.messages.connection.ConnectionCommand.RevokeConnection;
import dev.agentpairing.messages.pairing.PairingCommand.ConfirmPairing;
import dev.agentpairing.messages.request.Attempt;
import dev.agentpairing.messages.request.RequestEvent.RequestHandled;
import dev.agentpairing.messages.request.RequestQuery.WasHandled;

import static org.assertj.core.api.Assertions.assertThat;

/** A command that may be sent again is carried out once. */
class HandledRequestsTest {

    private final Node node = Node.shared();

    static CommandMessage<?> attempt(Object command, UUID request, boolean again) {
        return GenericCommandMessage.asCommandMessage(command).withMetaData(new Attempt(request, again).toMetaData());
    }

    static CreateApiKey key(Ground ground) {
        var id = UUID.randomUUID();
        return new CreateApiKey(ground.inviter().account(), id, "CI", Set.of(Scope.AUDIT), "hash of " + id, "agd_live_abc", Node.now());
    }

    @Test
    void a_further_attempt_gets_the_same_answer_and_changes_nothing() {
        var ground = node.ground("team");
        var request = UUID.randomUUID();
        var first = node.send(attempt(ground.proposal(), request, false)).join();
        var before = node.events(ground.connection());
        assertThat(node.send(attempt(ground.proposal(), request, true)).join()).isEqualTo(first);
        assertThat(node.send(attempt(ground.proposal(), request, true)).join()).isEqualTo(first);
        assertThat(node.events(ground.connection())).isEqualTo(before);
    }

    @Test
    void an_answer_of_any_kind_is_the_same_again() {
        var ground = node.ground("team");
        var proposal = ground.proposal();
        node.act(proposal);
        var confirm = new ConfirmPairing(proposal.pairingId(), ground.accepter().account(), null, Node.now());
        for (var command : new Object[] {confirm, ground.revocation(proposal.pairingId()), key(ground),
            new RevokeConnection(ground.connection(), ground.inviter().account(), Node.now())}) {
            var request = UUID.randomUUID();
            var first = node.send(attempt(command, request, false)).join();
            assertThat(node.send(attempt(command, request, true)).join()).isEqualTo(first);
        }
    }

    @Test
    void two_attempts_in_one_group_are_one() {
        var ground = node.ground("team");
        var request = UUID.randomUUID();
        node.send(ground.proposal(ground.accepter().agent(), ground.inviter().agent())); // keeps the bus busy
        var first = node.send(attempt(key(ground), request, false));
        var again = node.send(attempt(key(ground), request, true));
        assertThat(again.join()).isEqualTo(first.join());
    }

    @Test
    void of_two_that_both_think_they_are_the_first_one_is_stored() {
        var ground = node.ground("team");
        var request = UUID.randomUUID();
        node.act(attempt(key(ground), request, false));
        var before = node.events(ground.inviter().account());
        assertThat(node.outcome(attempt(key(ground), request, false))).isEqualTo("UNAVAILABLE");
        assertThat(node.events(ground.inviter().account())).isEqualTo(before);
    }

    @Test
    void what_was_refused_leaves_nothing_and_is_decided_anew() {
        var ground = node.ground("team");
        var other = ground.proposal();
        var request = UUID.randomUUID();
        node.act(other);
        assertThat(node.outcome(attempt(ground.proposal(), request, false))).isEqualTo("PAIRING_EXISTS");
        assertThat(wasHandled(request)).isFalse();
        node.act(ground.revocation(other.pairingId()));
        assertThat(node.outcome(attempt(ground.proposal(), request, true))).isEqualTo("ACCEPTED");
        assertThat(wasHandled(request)).isTrue();
    }

    @Test
    void what_was_handled_is_known() {
        var request = UUID.randomUUID();
        node.act(attempt(key(node.ground("team")), request, false));
        assertThat(wasHandled(request)).isTrue();
        assertThat(wasHandled(UUID.randomUUID())).isFalse();
        assertThat(node.events(request)).singleElement().isInstanceOf(RequestHandled.class);
    }

    private boolean wasHandled(UUID request) {
        return node.bean(QueryGateway.class).query(new WasHandled(request), Boolean.class).join();
    }
}
