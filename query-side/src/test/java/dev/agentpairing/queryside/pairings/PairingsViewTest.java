package dev.agentpairing.queryside.pairings;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.agent.AgentEvent.AgentDeleted;
import dev.agentpairing.messages.agent.AgentEvent.AgentDisconnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.PairingEvent.PermissionChanged;
import dev.agentpairing.messages.pairing.PairingQuery.GetPairing;
import dev.agentpairing.messages.pairing.PairingQuery.Item;
import dev.agentpairing.messages.pairing.PairingQuery.ListPairings;
import dev.agentpairing.messages.pairing.PairingQuery.Page;
import dev.agentpairing.messages.pairing.PairingQuery.Place;
import dev.agentpairing.messages.pairing.PairingStatus;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.NOW;
import static dev.agentpairing.queryside.World.connected;
import static dev.agentpairing.queryside.World.registered;
import static dev.agentpairing.queryside.World.rotated;
import static org.assertj.core.api.Assertions.assertThat;

/** How one pairing is shown to either side. */
@ParameterizedClass
@EnumSource(Dialect.class)
class PairingsViewTest {

    private final RunningQuerySide side;
    private final World world = new World();
    private final UUID first = UUID.fromString("0" + UUID.randomUUID().toString().substring(1));
    private final UUID last = UUID.fromString("f" + UUID.randomUUID().toString().substring(1));
    private final UUID pairing = UUID.randomUUID();

    PairingsViewTest(Dialect dialect) {
        this.side = RunningQuerySide.shared(dialect);
    }

    /** Alice's agent is the canonical second one, Bob's the first. */
    @BeforeEach
    void two_connected_agents() {
        side.given(registered(last, world.alice, "of-alice"), connected(last, 1), registered(first, world.bob, "of-bob"),
                connected(first, 1));
    }

    @Test
    void a_proposal_is_pending_and_awaits_the_other_side() {
        propose(Permission.BOTH);

        var item = get(world.alice);

        assertThat(item.status()).isEqualTo(PairingStatus.PENDING);
        assertThat(item.awaiting()).isEqualTo(world.bob);
        assertThat(item.proposedBy()).isEqualTo(world.alice);
        assertThat(item.createdAt()).isEqualTo(NOW);
        assertThat(item.expiresAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(item.confirmedAt()).isNull();
        assertThat(item.revokedAt()).isNull();
    }

    @Test
    void each_side_sees_the_permission_from_its_own_side() {
        propose(Permission.SEND_ONLY);

        assertThat(get(world.alice)).extracting(Item::permission, Item::rawPermission)
                .containsExactly(Permission.SEND_ONLY, Permission.SEND_ONLY);
        assertThat(get(world.bob)).extracting(Item::permission, Item::rawPermission)
                .containsExactly(Permission.RECEIVE_ONLY, Permission.SEND_ONLY);
    }

    @Test
    void the_agents_stand_in_canonical_order_whoever_proposed() {
        propose(Permission.BOTH);

        var item = get(world.alice);

        assertThat(item.agentA()).extracting("agentId", "slug", "accountId").containsExactly(first, "of-bob", world.bob);
        assertThat(item.agentB()).extracting("agentId", "slug", "accountId").containsExactly(last, "of-alice", world.alice);
    }

    @Test
    void a_confirmed_pairing_awaits_nobody_and_does_not_expire() {
        propose(Permission.BOTH);
        side.given(new PairingConfirmed(pairing, world.bob, 1, 1, NOW.plusSeconds(1)));

        assertThat(get(world.bob)).extracting(Item::status, Item::awaiting, Item::expiresAt, Item::confirmedAt)
                .containsExactly(PairingStatus.ACTIVE, null, null, NOW.plusSeconds(1));
    }

    @Test
    void a_changed_permission_awaits_the_side_that_did_not_change_it() {
        propose(Permission.SEND_ONLY);
        side.given(new PairingConfirmed(pairing, world.bob, 1, 1, NOW.plusSeconds(1)),
                new PermissionChanged(pairing, world.bob, Permission.RECEIVE_ONLY, NOW.plusSeconds(90), NOW.plusSeconds(2)));

        assertThat(get(world.alice))
                .extracting(Item::status, Item::awaiting, Item::permission, Item::rawPermission, Item::proposedBy, Item::expiresAt,
                        Item::confirmedAt, Item::createdAt)
                .containsExactly(PairingStatus.PENDING, world.alice, Permission.RECEIVE_ONLY, Permission.RECEIVE_ONLY, world.alice,
                        NOW.plusSeconds(90), null, NOW);
        assertThat(get(world.bob)).extracting(Item::permission, Item::rawPermission)
                .containsExactly(Permission.SEND_ONLY, Permission.RECEIVE_ONLY);
    }

    @Test
    void a_proposers_own_change_awaits_the_other_side_still() {
        propose(Permission.SEND_ONLY);
        side.given(new PermissionChanged(pairing, world.alice, Permission.BOTH, NOW.plusSeconds(90), NOW.plusSeconds(2)));

        assertThat(get(world.alice)).extracting(Item::awaiting, Item::permission).containsExactly(world.bob, Permission.BOTH);
    }

    @Test
    void a_change_that_was_never_confirmed_leaves_no_moment_of_confirmation_when_it_ends() {
        propose(Permission.SEND_ONLY);
        side.given(new PairingConfirmed(pairing, world.bob, 1, 1, NOW.plusSeconds(1)),
                new PermissionChanged(pairing, world.bob, Permission.BOTH, NOW.plusSeconds(90), NOW.plusSeconds(2)),
                new PairingRevoked(pairing, null, RevocationReason.EXPIRED, null, NOW.plusSeconds(91)));

        assertThat(get(world.alice))
                .extracting(Item::status, Item::confirmedAt, Item::expiresAt, Item::revokedBy, Item::revocationReason)
                .containsExactly(PairingStatus.REVOKED, null, null, null, RevocationReason.EXPIRED);
    }

    @Test
    void the_column_by_which_what_is_due_is_found_stays_when_a_pairing_is_confirmed_and_ends() {
        propose(Permission.BOTH);
        side.given(new PairingConfirmed(pairing, world.bob, 1, 1, NOW.plusSeconds(1)));
        var confirmed = dueAt();
        side.given(new PairingRevoked(pairing, world.bob, RevocationReason.REVOKED, null, NOW.plusSeconds(2)));

        assertThat(List.of(confirmed, dueAt())).containsOnly(NOW.plusSeconds(60));
    }

    private Instant dueAt() {
        return side.bean(JdbcTemplate.class)
                .queryForObject("select due_at from view_pairing where pairing_id = ?", OffsetDateTime.class, pairing).toInstant();
    }

    @Test
    void a_revoked_pairing_tells_who_ended_it_why_and_that_it_had_been_confirmed() {
        propose(Permission.BOTH);
        side.given(new PairingConfirmed(pairing, world.bob, 1, 1, NOW.plusSeconds(1)),
                new PairingRevoked(pairing, world.alice, RevocationReason.REVOKED, "enough", NOW.plusSeconds(2)));

        assertThat(get(world.bob))
                .extracting(Item::status, Item::confirmedAt, Item::revokedAt, Item::revocationReason, Item::revokedBy)
                .containsExactly(PairingStatus.REVOKED, NOW.plusSeconds(1), NOW.plusSeconds(2), RevocationReason.REVOKED,
                world.alice);
    }

    @Test
    void strangers_see_nothing() {
        propose(Permission.BOTH);
        var stranger = UUID.randomUUID();

        assertThat(side.ask(new GetPairing(stranger, pairing), Item.class)).isNull();
        assertThat(list(stranger, Set.of(), null, 0, null).items()).isEmpty();
    }

    @Test
    void keys_and_names_are_those_of_now() {
        propose(Permission.BOTH);
        side.given(connected(last, 2), new AgentUpdated(first, "Renamed", null, "custom", "{}", true, NOW),
                new AgentDisconnected(first, NOW));

        assertThat(get(world.alice).agentB()).extracting("publicKey", "keyVersion").containsExactly("key2", 2);
        assertThat(get(world.alice).agentA()).extracting("name", "publicKey", "keyVersion").containsExactly("Renamed", null, 0);
    }

    @Test
    void a_rotated_key_is_shown_with_its_version() {
        propose(Permission.BOTH);
        side.given(rotated(last, 2, NOW));

        assertThat(get(world.bob).agentB()).extracting("publicKey", "keyVersion").containsExactly("key2", 2);
    }

    @Test
    void a_deleted_agent_stays_with_its_last_name_and_without_its_key() {
        propose(Permission.BOTH);
        side.given(new AgentUpdated(first, "Renamed", null, "custom", "{}", true, NOW), new AgentDeleted(first, world.bob, NOW));

        assertThat(get(world.alice).agentA()).extracting("slug", "name", "accountId", "publicKey", "keyVersion")
                .containsExactly("of-bob", "Renamed", world.bob, null, 0);
    }

    @Test
    void the_version_is_that_of_the_pairing_alone() {
        propose(Permission.BOTH);
        side.given(new PairingConfirmed(pairing, world.bob, 1, 1, NOW), connected(last, 2));

        assertThat(get(world.alice).version()).isEqualTo(1);
        assertThat(get(world.bob).version()).isEqualTo(1);
    }

    private void propose(Permission permission) {
        side.given(world.proposed(pairing, last, first, permission, NOW));
    }

    private Item get(UUID viewer) {
        var item = side.ask(new GetPairing(viewer, pairing), Item.class);
        assertThat(item).isNotNull();
        return item;
    }

    private Page list(UUID viewer, Set<PairingStatus> statuses, @Nullable UUID agent, int limit, @Nullable Place after) {
        var page = side.ask(new ListPairings(viewer, world.connection, statuses, agent, limit, after, null), Page.class);
        assertThat(page).isNotNull();
        return page;
    }
}
