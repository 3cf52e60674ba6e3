package dev.agentpairing.queryside.pairings;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.messages.agent.AgentEvent.AgentDisconnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.PairingQuery.ListPartners;
import dev.agentpairing.messages.pairing.PairingQuery.Partner;
import dev.agentpairing.messages.pairing.PairingQuery.Partners;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.NOW;
import static dev.agentpairing.queryside.World.connected;
import static dev.agentpairing.queryside.World.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

@ParameterizedClass
@EnumSource(Dialect.class)
class PartnersTest {

    private final RunningQuerySide side;
    private final World world = new World();
    private final UUID mine = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();
    private final UUID theirs = UUID.randomUUID();

    PartnersTest(Dialect dialect) {
        this.side = RunningQuerySide.shared(dialect);
    }

    @BeforeEach
    void agents() {
        side.given(registered(mine, world.alice, "mine"), connected(mine, 1), registered(second, world.alice, "second"),
                connected(second, 1), registered(theirs, world.bob, "theirs"), connected(theirs, 1));
    }

    @ParameterizedTest
    @CsvSource({"BOTH, true, true", "SEND_ONLY, true, false", "RECEIVE_ONLY, false, true"})
    void an_active_pairing_makes_partners_and_each_side_knows_whether_it_may_send(
            Permission permission, boolean bobReceives, boolean aliceReceives) {
        pair(mine, permission);

        assertThat(partners(world.alice)).containsExactly(new Partner(theirs, "theirs", "Name of theirs", world.bob, true, bobReceives));
        assertThat(partners(world.bob)).containsExactly(new Partner(mine, "mine", "Name of mine", world.alice, true, aliceReceives));
    }

    @Test
    void a_pending_pairing_makes_no_partners() {
        side.given(world.proposed(UUID.randomUUID(), mine, theirs, Permission.BOTH, NOW));

        assertThat(partners(world.alice)).isEmpty();
        assertThat(partners(world.bob)).isEmpty();
    }

    @Test
    void those_of_a_revoked_pairing_are_no_partners_any_more() {
        var pairing = pair(mine, Permission.BOTH);
        side.given(new PairingRevoked(pairing, world.bob, RevocationReason.REVOKED, null, NOW));

        assertThat(partners(world.alice)).isEmpty();
    }

    @Test
    void a_partner_of_two_agents_is_told_once_and_receives_if_either_may_send() {
        pair(mine, Permission.RECEIVE_ONLY);
        pair(second, Permission.SEND_ONLY);

        assertThat(partners(world.alice)).containsExactly(new Partner(theirs, "theirs", "Name of theirs", world.bob, true, true));
        assertThat(partners(world.bob)).extracting(Partner::slug, Partner::receives)
                .containsExactly(tuple("mine", true), tuple("second", false));
    }

    @Test
    void partners_are_narrowed_by_the_agent_and_by_their_slug() {
        var other = UUID.randomUUID();
        side.given(registered(other, world.bob, "other"));
        pair(mine, Permission.BOTH);
        var pairing = UUID.randomUUID();
        side.given(world.proposed(pairing, second, other, Permission.BOTH, NOW), new PairingConfirmed(pairing, world.bob, 1, 1, NOW));

        assertThat(partners(world.alice)).extracting(Partner::agentId).containsExactly(other, theirs);
        assertThat(partners(world.alice, mine, null)).extracting(Partner::agentId).containsExactly(theirs);
        assertThat(partners(world.alice, null, "other")).extracting(Partner::agentId).containsExactly(other);
        assertThat(partners(world.alice, mine, "other")).isEmpty();
        assertThat(partners(world.alice, null, "Other")).isEmpty();
        assertThat(partners(world.alice, null, "mine")).isEmpty();
    }

    @Test
    void a_partner_is_told_as_it_is_now() {
        pair(mine, Permission.BOTH);
        side.given(new AgentUpdated(theirs, "Renamed", null, "custom", "{}", true, NOW), new AgentDisconnected(theirs, NOW));

        assertThat(partners(world.alice)).containsExactly(new Partner(theirs, "theirs", "Renamed", world.bob, false, true));
    }

    /** Proposed by Alice, confirmed by Bob. */
    private UUID pair(UUID agentOfAlice, Permission permission) {
        var pairing = UUID.randomUUID();
        side.given(world.proposed(pairing, agentOfAlice, theirs, permission, NOW),
                new PairingConfirmed(pairing, world.bob, 1, 1, NOW));
        return pairing;
    }

    private List<Partner> partners(UUID account) {
        return partners(account, null, null);
    }

    private List<Partner> partners(UUID account, @Nullable UUID agent, @Nullable String slug) {
        var partners = side.ask(new ListPartners(account, agent, slug), Partners.class);
        assertThat(partners).isNotNull();
        return partners.partners();
    }
}
