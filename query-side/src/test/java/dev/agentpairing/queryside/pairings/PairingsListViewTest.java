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
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.PairingQuery.Count;
import dev.agentpairing.messages.pairing.PairingQuery.CountPairings;
import dev.agentpairing.messages.pairing.PairingQuery.Counts;
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
import static org.assertj.core.api.Assertions.assertThat;

/** Which pairings of a connection are listed and counted, in which order, and page by page. */
@ParameterizedClass
@EnumSource(Dialect.class)
class PairingsListViewTest {

    private final RunningQuerySide side;
    private final World world = new World();
    private final UUID first = UUID.fromString("0" + UUID.randomUUID().toString().substring(1));
    private final UUID last = UUID.fromString("f" + UUID.randomUUID().toString().substring(1));
    private final UUID pairing = UUID.randomUUID();

    PairingsListViewTest(Dialect dialect) {
        this.side = RunningQuerySide.shared(dialect);
    }

    /** Alice's agent is the canonical second one, Bob's the first. */
    @BeforeEach
    void two_connected_agents() {
        side.given(registered(last, world.alice, "of-alice"), connected(last, 1), registered(first, world.bob, "of-bob"),
                connected(first, 1));
    }

    @Test
    void the_newest_comes_first_and_ties_go_by_id_text_descending() {
        var expected = manyPairings();

        assertThat(ids(list(world.bob, Set.of(), null, 0, null))).isEqualTo(expected);
    }

    @Test
    void pages_neither_repeat_nor_skip_and_the_last_one_says_so() {
        var expected = manyPairings();

        var seen = new ArrayList<UUID>();
        var page = list(world.alice, Set.of(), null, 2, null);
        while (page.more()) {
            seen.addAll(ids(page));
            var end = page.items().getLast();
            page = list(world.alice, Set.of(), null, 2, new Place(end.createdAt(), end.pairingId()));
        }
        seen.addAll(ids(page));

        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void a_page_that_ends_exactly_at_the_last_item_has_no_more() {
        var all = manyPairings();

        assertThat(list(world.alice, Set.of(), null, all.size(), null).more()).isFalse();
    }

    @Test
    void the_list_can_be_narrowed_by_status_and_by_either_agent() {
        propose(Permission.BOTH);
        var third = UUID.randomUUID();
        var other = UUID.randomUUID();
        side.given(registered(third, world.bob, "third"), world.proposed(other, last, third, Permission.BOTH, NOW),
                new PairingRevoked(other, null, RevocationReason.EXPIRED, null, NOW));

        assertThat(ids(list(world.alice, Set.of(PairingStatus.PENDING), null, 0, null))).containsExactly(pairing);
        assertThat(ids(list(world.alice, Set.of(PairingStatus.REVOKED, PairingStatus.ACTIVE), null, 0, null)))
                .containsExactly(other);
        assertThat(ids(list(world.alice, Set.of(), first, 0, null))).containsExactly(pairing);
        assertThat(ids(list(world.alice, Set.of(), third, 0, null))).containsExactly(other);
        assertThat(ids(list(world.alice, Set.of(), last, 0, null))).containsExactlyInAnyOrder(pairing, other);
    }

    @Test
    void open_pairings_are_counted_per_connection_for_both_sides() {
        propose(Permission.BOTH);
        var active = UUID.randomUUID();
        var over = UUID.randomUUID();
        side.given(world.proposed(active, last, first, Permission.BOTH, NOW), new PairingConfirmed(active, world.bob, 1, 1, NOW),
                world.proposed(over, last, first, Permission.BOTH, NOW),
                new PairingRevoked(over, world.bob, RevocationReason.DECLINED, null, NOW));

        assertThat(counts(world.alice).byConnection()).containsOnlyKeys(world.connection).containsValue(new Count(1, 0));
        assertThat(counts(world.bob).byConnection()).containsOnlyKeys(world.connection).containsValue(new Count(1, 1));
    }

    /** Three moments, at each of them ids with and without the top bit. */
    private List<UUID> manyPairings() {
        record Made(UUID id, Instant at) {}
        var made = new ArrayList<Made>();
        for (var digit : "07f8193".toCharArray()) {
            for (var moment = 0; moment < 3; moment++) {
                var id = UUID.fromString(digit + UUID.randomUUID().toString().substring(1));
                made.add(new Made(id, NOW.plusNanos(moment * 1000L)));
            }
        }
        side.given(made.stream().map(it -> (Object) world.proposed(it.id(), last, first, Permission.BOTH, it.at())).toArray());
        return made.stream().sorted(Comparator.comparing(Made::at).thenComparing(it -> it.id().toString()).reversed())
                .map(Made::id).toList();
    }

    private void propose(Permission permission) {
        side.given(world.proposed(pairing, last, first, permission, NOW));
    }

    private Page list(UUID viewer, Set<PairingStatus> statuses, @Nullable UUID agent, int limit, @Nullable Place after) {
        var page = side.ask(new ListPairings(viewer, world.connection, statuses, agent, limit, after, null), Page.class);
        assertThat(page).isNotNull();
        return page;
    }

    private static List<UUID> ids(Page page) {
        return page.items().stream().map(Item::pairingId).toList();
    }

    private Counts counts(UUID viewer) {
        var counts = side.ask(new CountPairings(viewer), Counts.class);
        assertThat(counts).isNotNull();
        return counts;
    }
}
