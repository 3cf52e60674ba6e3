package dev.agentpairing.commandside.axon;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.agentpairing.commandside.axon.Node.Side;
import dev.agentpairing.messages.pairing.PairingCommand.ChangePermission;
import dev.agentpairing.messages.pairing.PairingCommand.ConfirmPairing;
import dev.agentpairing.messages.pairing.PairingCommand.DeclinePairing;
import dev.agentpairing.messages.pairing.PairingCommand.ExpirePairing;
import dev.agentpairing.messages.pairing.PairingCommand.PermissionNow;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;
import dev.agentpairing.messages.pairing.PairingCommand.WithdrawPairing;
import dev.agentpairing.messages.pairing.PairingStatus;
import dev.agentpairing.messages.pairing.Permission;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a proposal, on a real H2 file: which streams are written, and when the pair is free again. */
class PairingCommandsTest {

    private final Node node = Node.shared();

    @Test
    void a_changed_permission_writes_the_pairings_stream_alone_and_the_pair_stays_taken() {
        var ground = node.ground("team");
        var proposal = ground.proposal();
        node.act(proposal);
        var before = node.size(ground.connection());
        var now = (PermissionNow) node.send(change(proposal, ground.accepter(), Permission.SEND_ONLY)).join();
        assertThat(now).isEqualTo(new PermissionNow(PairingStatus.PENDING, true));
        assertThat(node.size(proposal.pairingId())).isEqualTo(2);
        assertThat(node.size(ground.connection())).isEqualTo(before);
        assertThat(node.outcome(ground.proposal())).isEqualTo("PAIRING_EXISTS");
    }

    @Test
    void the_same_permission_writes_nothing_and_is_answered_with_the_present_status() {
        var ground = node.ground("team");
        var proposal = ground.proposal();
        node.act(proposal);
        var pending = (PermissionNow) node.send(change(proposal, ground.accepter(), Permission.BOTH)).join();
        assertThat(pending).isEqualTo(new PermissionNow(PairingStatus.PENDING, false));
        node.act(new ConfirmPairing(proposal.pairingId(), ground.accepter().account(), null, Node.now()));
        var active = (PermissionNow) node.send(change(proposal, ground.inviter(), Permission.BOTH)).join();
        assertThat(active).isEqualTo(new PermissionNow(PairingStatus.ACTIVE, false));
        assertThat(node.size(proposal.pairingId())).isEqualTo(2);
    }

    private static ChangePermission change(ProposePairing proposal, Side by, Permission permission) {
        return new ChangePermission(proposal.pairingId(), by.account(), permission, null, Node.now());
    }

    @Test
    void what_was_declined_or_withdrawn_frees_the_way_for_a_new_proposal() {
        var ground = node.ground("team");
        var declined = ground.proposal();
        node.act(declined);
        node.act(new DeclinePairing(declined.pairingId(), ground.accepter().account(), Node.now()));
        var withdrawn = ground.proposal();
        node.act(withdrawn);
        node.act(new WithdrawPairing(withdrawn.pairingId(), ground.inviter().account(), Node.now()));
        node.act(ground.proposal());
    }

    @Test
    void a_pairing_expires_once_when_it_is_due_and_frees_the_way_for_a_new_proposal() {
        var ground = node.ground("team");
        var proposal = ground.proposal();
        node.act(proposal);
        var before = node.size(ground.connection());
        node.act(new ExpirePairing(proposal.pairingId(), Node.now()));
        assertThat(node.size(proposal.pairingId())).isEqualTo(1);
        for (int i = 0; i < 3; i++) {
            node.act(new ExpirePairing(proposal.pairingId(), Node.now().plus(Duration.ofDays(7))));
        }
        assertThat(node.size(proposal.pairingId())).isEqualTo(2);
        assertThat(node.size(ground.connection())).isEqualTo(before + 1);
        node.act(ground.proposal());
    }

    @Test
    void a_pairing_that_was_never_proposed_does_not_expire_and_that_is_no_mistake() {
        var id = UUID.randomUUID();
        node.act(new ExpirePairing(id, Node.now()));
        assertThat(node.size(id)).isZero();
    }
}
