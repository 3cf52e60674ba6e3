package dev.agentpairing.queryside.pairings;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.pairing.HistoryQuery.GetHistory;
import dev.agentpairing.messages.pairing.HistoryQuery.History;
import dev.agentpairing.messages.pairing.HistoryQuery.Keys;
import dev.agentpairing.messages.pairing.HistoryQuery.Kind;
import dev.agentpairing.messages.pairing.HistoryQuery.Step;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
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
class HistoryTest {

    private final RunningQuerySide side;
    private final World world = new World();
    private final UUID pairing = UUID.randomUUID();

    HistoryTest(Dialect dialect) {
        this.side = RunningQuerySide.shared(dialect);
    }

    @BeforeEach
    void a_proposal() {
        var mine = UUID.randomUUID();
        var theirs = UUID.randomUUID();
        side.given(registered(mine, world.alice, "mine"), registered(theirs, world.bob, "theirs"),
                world.proposed(pairing, mine, theirs, Permission.SEND_ONLY, NOW));
    }

    @Test
    void every_step_is_told_once_and_in_order() {
        side.given(new PairingConfirmed(pairing, world.bob, 3, 4, NOW.plusSeconds(1)),
                new PairingRevoked(pairing, world.alice, RevocationReason.REVOKED, "enough", NOW.plusSeconds(2)));
        assertThat(of(world.alice)).containsExactly(
                new Step(1, Kind.PROPOSED, NOW, Actor.SYSTEM, Permission.SEND_ONLY, null, null, null),
                new Step(2, Kind.CONFIRMED, NOW.plusSeconds(1), Actor.SYSTEM, Permission.SEND_ONLY, null, null, new Keys(3, 4)),
                new Step(3, Kind.REVOKED, NOW.plusSeconds(2), Actor.SYSTEM, null, RevocationReason.REVOKED, "enough", null));
    }

    @Test
    void the_permission_is_told_from_the_viewers_side() {
        assertThat(of(world.alice)).extracting(Step::permission).containsExactly(Permission.SEND_ONLY);
        assertThat(of(world.bob)).extracting(Step::permission).containsExactly(Permission.RECEIVE_ONLY);
    }

    @ParameterizedTest
    @CsvSource({
        "REVOKED, REVOKED", "DECLINED, DECLINED", "WITHDRAWN, WITHDRAWN", "EXPIRED, EXPIRED", "CONNECTION_REVOKED, REVOKED",
        "ACCOUNT_BLOCKED, REVOKED", "AGENT_DISCONNECTED, REVOKED", "AGENT_DELETED, REVOKED"})
    void the_reason_says_how_it_ended(RevocationReason reason, Kind kind) {
        side.given(new PairingRevoked(pairing, null, reason, null, NOW));
        assertThat(of(world.bob).getLast()).extracting(Step::kind, Step::reason).containsExactly(kind, reason);
    }

    @Test
    void strangers_are_told_nothing_and_neither_is_anyone_of_what_is_no_pairing() {
        assertThat(side.ask(new GetHistory(UUID.randomUUID(), pairing), History.class)).isNull();
        assertThat(side.ask(new GetHistory(world.alice, UUID.randomUUID()), History.class)).isNull();
    }

    private List<Step> of(UUID viewer) {
        var history = side.ask(new GetHistory(viewer, pairing), History.class);
        assertThat(history).isNotNull();
        return history.steps();
    }
}
