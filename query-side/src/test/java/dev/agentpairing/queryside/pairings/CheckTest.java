package dev.agentpairing.queryside.pairings;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.messages.agent.AgentEvent.AgentDeleted;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.PairingQuery.Check;
import dev.agentpairing.messages.pairing.PairingQuery.Reason;
import dev.agentpairing.messages.pairing.PairingQuery.Verdict;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.NOW;
import static dev.agentpairing.queryside.World.registered;
import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(Dialect.class)
class CheckTest {

    private final RunningQuerySide side;
    private final World world = new World();
    private final UUID mine = UUID.randomUUID();
    private final UUID theirs = UUID.randomUUID();
    private final UUID pairing = UUID.randomUUID();

    CheckTest(Dialect dialect) {
        this.side = RunningQuerySide.shared(dialect);
    }

    @BeforeEach
    void two_agents() {
        side.given(registered(mine, world.alice, "mine"), registered(theirs, world.bob, "theirs"));
    }

    @Test
    void without_a_pairing_nothing_is_allowed() {
        assertThat(check(world.alice, mine, theirs)).isEqualTo(new Verdict(Reason.NO_PAIRING, null, null));
    }

    @Test
    void agents_of_one_account_need_no_pairing() {
        var second = UUID.randomUUID();
        side.given(registered(second, world.alice, "second"));

        assertThat(check(world.alice, mine, second)).isEqualTo(new Verdict(Reason.SAME_ACCOUNT, null, null));
    }

    @Test
    void a_pending_pairing_does_not_allow_anything_yet() {
        propose(pairing, Permission.BOTH);

        assertThat(check(world.alice, mine, theirs)).isEqualTo(new Verdict(Reason.PENDING, pairing, Permission.BOTH));
    }

    @Test
    void an_active_pairing_allows_its_direction_only_and_each_side_sees_its_own_permission() {
        propose(pairing, Permission.SEND_ONLY);
        side.given(new PairingConfirmed(pairing, world.bob, 1, 1, NOW));

        assertThat(check(world.alice, mine, theirs)).isEqualTo(new Verdict(Reason.PAIRED, pairing, Permission.SEND_ONLY));
        assertThat(check(world.bob, mine, theirs)).isEqualTo(new Verdict(Reason.PAIRED, pairing, Permission.RECEIVE_ONLY));
        assertThat(check(world.alice, theirs, mine)).isEqualTo(new Verdict(Reason.DIRECTION, pairing, Permission.SEND_ONLY));
        assertThat(check(world.bob, theirs, mine)).isEqualTo(new Verdict(Reason.DIRECTION, pairing, Permission.RECEIVE_ONLY));
    }

    @Test
    void the_open_pairing_counts_before_those_that_are_over() {
        propose(UUID.randomUUID(), Permission.RECEIVE_ONLY, true, 1);
        propose(pairing, Permission.BOTH);
        propose(UUID.randomUUID(), Permission.RECEIVE_ONLY, true, 2);

        assertThat(check(world.alice, mine, theirs)).isEqualTo(new Verdict(Reason.PENDING, pairing, Permission.BOTH));
    }

    @Test
    void of_those_that_are_over_the_one_revoked_last_is_named() {
        propose(UUID.randomUUID(), Permission.BOTH, true, 1);
        propose(pairing, Permission.SEND_ONLY, true, 3);
        propose(UUID.randomUUID(), Permission.BOTH, true, 2);

        assertThat(check(world.alice, mine, theirs)).isEqualTo(new Verdict(Reason.REVOKED, pairing, Permission.SEND_ONLY));
    }

    @Test
    void who_owns_neither_agent_gets_no_answer() {
        assertThat(check(UUID.randomUUID(), mine, theirs)).isNull();
        assertThat(check(world.alice, UUID.randomUUID(), theirs)).isNull();
        assertThat(check(world.alice, theirs, UUID.randomUUID())).isNull();
    }

    @Test
    void an_unknown_agent_is_not_paired_with_ones_own() {
        assertThat(check(world.alice, mine, UUID.randomUUID())).isEqualTo(new Verdict(Reason.NO_PAIRING, null, null));
        assertThat(check(world.alice, UUID.randomUUID(), mine)).isEqualTo(new Verdict(Reason.NO_PAIRING, null, null));
    }

    @Test
    void a_deleted_agent_gets_no_answer_on_either_end_and_for_either_account() {
        var second = UUID.randomUUID();
        side.given(registered(second, world.alice, "second"), new AgentDeleted(mine, world.alice, NOW));

        assertThat(check(world.alice, mine, theirs)).isNull();
        assertThat(check(world.bob, theirs, mine)).isNull();
        assertThat(check(world.alice, mine, second)).isNull();
        assertThat(check(world.alice, second, theirs)).isNotNull();
    }

    private @Nullable Verdict check(UUID account, UUID from, UUID to) {
        return side.ask(new Check(account, from, to, null), Verdict.class);
    }

    private void propose(UUID id, Permission permission) {
        propose(id, permission, false, 0);
    }

    private void propose(UUID id, Permission permission, boolean over, int seconds) {
        side.given(world.proposed(id, mine, theirs, permission, NOW));
        if (over) {
            side.given(new PairingRevoked(id, world.bob, RevocationReason.REVOKED, null, NOW.plusSeconds(seconds)));
        }
    }
}
