package dev.agentpairing.queryside.pairings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingProposed;
import dev.agentpairing.messages.pairing.PairingQuery.Item;
import dev.agentpairing.messages.pairing.PairingQuery.ListAllPairings;
import dev.agentpairing.messages.pairing.PairingQuery.Page;
import dev.agentpairing.messages.pairing.PairingQuery.Place;
import dev.agentpairing.messages.pairing.PairingStatus;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.NOW;
import static dev.agentpairing.queryside.World.registered;
import static org.assertj.core.api.Assertions.assertThat;

/** The pairings of an account over all its connections, whichever side it is on. */
@ParameterizedClass
@EnumSource(Dialect.class)
class ListAllTest {

    private final RunningQuerySide side;
    private final World world = new World();
    private final UUID carol = UUID.randomUUID();
    private final UUID alices = UUID.randomUUID();
    private final UUID bobs = UUID.randomUUID();
    private final UUID carols = UUID.randomUUID();

    ListAllTest(Dialect dialect) {
        this.side = RunningQuerySide.shared(dialect);
    }

    @BeforeEach
    void three_agents() {
        side.given(registered(alices, world.alice, "of-alice"), registered(bobs, world.bob, "of-bob"),
                registered(carols, carol, "of-carol"));
    }

    @Test
    void what_was_proposed_and_what_was_received_under_any_connection_stands_in_one_order() {
        var proposed = byAlice(UUID.randomUUID(), NOW.plusSeconds(1));
        var received = byCarol(UUID.randomUUID(), NOW.plusSeconds(3));
        var again = byAlice(UUID.randomUUID(), NOW.plusSeconds(2));
        var ofOthers = new PairingProposed(UUID.randomUUID(), UUID.randomUUID(), world.bob, carol, bobs, carols, Permission.BOTH,
                NOW, NOW);
        side.given(proposed, received, again, ofOthers);

        assertThat(ids(list(world.alice, Set.of(), null, false, 50, null)))
                .containsExactly(received.pairingId(), again.pairingId(), proposed.pairingId());
    }

    @Test
    void pages_go_through_both_halves_without_repeating_or_skipping() {
        var made = new ArrayList<PairingProposed>();
        for (int i = 0; i < 12; i++) {
            made.add(byAlice(UUID.randomUUID(), NOW.plusNanos(i / 4 * 1000L)));
            made.add(byCarol(UUID.randomUUID(), NOW.plusNanos(i / 3 * 1000L)));
        }
        side.given(made.toArray());
        var expected = made.stream().sorted(Comparator.comparing(PairingProposed::at)
                .thenComparing(it -> it.pairingId().toString()).reversed()).map(PairingProposed::pairingId).toList();

        var seen = new ArrayList<UUID>();
        var page = list(world.alice, Set.of(), null, false, 5, null);
        while (page.more()) {
            seen.addAll(ids(page));
            var end = page.items().getLast();
            page = list(world.alice, Set.of(), null, false, 5, new Place(end.createdAt(), end.pairingId()));
        }
        seen.addAll(ids(page));

        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void it_can_be_narrowed_by_status_agent_and_whom_they_wait_for() {
        var mine = byAlice(UUID.randomUUID(), NOW.plusSeconds(1));
        var active = byAlice(UUID.randomUUID(), NOW.plusSeconds(2));
        var awaitsMe = byCarol(UUID.randomUUID(), NOW.plusSeconds(3));
        side.given(mine, active, awaitsMe, new PairingConfirmed(active.pairingId(), world.bob, 1, 1, NOW));

        assertThat(ids(list(world.alice, Set.of(PairingStatus.PENDING), null, false, 50, null)))
                .containsExactly(awaitsMe.pairingId(), mine.pairingId());
        assertThat(ids(list(world.alice, Set.of(PairingStatus.ACTIVE, PairingStatus.REVOKED), null, false, 50, null)))
                .containsExactly(active.pairingId());
        assertThat(ids(list(world.alice, Set.of(), carols, false, 50, null))).containsExactly(awaitsMe.pairingId());
        assertThat(ids(list(world.alice, Set.of(), null, true, 50, null))).containsExactly(awaitsMe.pairingId());
        assertThat(ids(list(world.alice, Set.of(PairingStatus.ACTIVE), null, true, 50, null))).isEmpty();
    }

    @Test
    void a_larger_page_is_not_the_smaller_one_that_was_asked_for_before_it() {
        side.given(byAlice(UUID.randomUUID(), NOW), byAlice(UUID.randomUUID(), NOW), byAlice(UUID.randomUUID(), NOW));

        assertThat(list(world.alice, Set.of(), null, false, 1, null).items()).hasSize(1);
        assertThat(list(world.alice, Set.of(), null, false, 50, null).items()).hasSize(3);
    }

    @Test
    void a_page_that_ends_exactly_at_the_last_item_has_no_more() {
        side.given(byAlice(UUID.randomUUID(), NOW), byCarol(UUID.randomUUID(), NOW));

        assertThat(list(world.alice, Set.of(), null, false, 1, null).more()).isTrue();
        assertThat(list(world.alice, Set.of(), null, false, 2, null).more()).isFalse();
    }

    private PairingProposed byAlice(UUID pairing, Instant at) {
        return world.proposed(pairing, alices, bobs, Permission.BOTH, at);
    }

    private PairingProposed byCarol(UUID pairing, Instant at) {
        return new PairingProposed(
                pairing, UUID.randomUUID(), carol, world.alice, carols, alices, Permission.BOTH, at.plusSeconds(60), at);
    }

    private Page list(UUID viewer, Set<PairingStatus> statuses, @Nullable UUID agent, boolean awaitingMe, int limit,
            @Nullable Place after) {
        var page = side.ask(new ListAllPairings(viewer, statuses, agent, awaitingMe, limit, after), Page.class);
        assertThat(page).isNotNull();
        return page;
    }

    private static List<UUID> ids(Page page) {
        return page.items().stream().map(Item::pairingId).toList();
    }
}
