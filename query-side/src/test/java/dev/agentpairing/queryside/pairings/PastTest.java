package dev.agentpairing.queryside.pairings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.messages.agent.AgentEvent.AgentConnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentDisconnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.agent.AgentEvent.KeyRotated;
import dev.agentpairing.messages.agent.AgentEvent.SigningKeyGiven;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.PairingQuery.Check;
import dev.agentpairing.messages.pairing.PairingQuery.Item;
import dev.agentpairing.messages.pairing.PairingQuery.ListPairings;
import dev.agentpairing.messages.pairing.PairingQuery.Page;
import dev.agentpairing.messages.pairing.PairingQuery.Place;
import dev.agentpairing.messages.pairing.PairingQuery.Reason;
import dev.agentpairing.messages.pairing.PairingQuery.Verdict;
import dev.agentpairing.messages.pairing.PairingStatus;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.NOW;
import static dev.agentpairing.queryside.World.registered;
import static org.assertj.core.api.Assertions.assertThat;

/** What was shown at a moment of the past. Alice's agent is registered at second 0, as Bob's is, and proposed at second 10. */
@ParameterizedClass
@EnumSource(Dialect.class)
class PastTest {

    private final RunningQuerySide side;
    private final World world = new World();
    private final UUID mine = UUID.fromString("0" + UUID.randomUUID().toString().substring(1));
    private final UUID theirs = UUID.fromString("f" + UUID.randomUUID().toString().substring(1));
    private final UUID pairing = UUID.randomUUID();

    PastTest(Dialect dialect) {
        this.side = RunningQuerySide.shared(dialect);
    }

    @BeforeEach
    void a_life_that_is_over() {
        side.given(registered(mine, world.alice, "mine"), new AgentConnected(mine, "key1", null, 1, second(1)),
                registered(theirs, world.bob, "theirs"), new AgentConnected(theirs, "key1", null, 1, second(1)));
        side.given(world.proposed(pairing, mine, theirs, Permission.SEND_ONLY, second(10)));
        side.given(new AgentConnected(mine, "key2", null, 2, second(15)));
        side.given(new PairingConfirmed(pairing, world.bob, 2, 1, second(20)));
        side.given(new AgentUpdated(mine, "Renamed", null, "custom", "{}", true, second(25)));
        side.given(new PairingRevoked(pairing, world.alice, RevocationReason.AGENT_DISCONNECTED, null, second(30)),
                new AgentDisconnected(mine, second(30)));
    }

    @Test
    void before_the_proposal_there_is_nothing() {
        assertThat(list(world.alice, before(10))).isEmpty();
    }

    @Test
    void what_happened_at_the_very_moment_is_shown() {
        assertThat(only(world.alice, second(10)).status()).isEqualTo(PairingStatus.PENDING);
        assertThat(only(world.alice, second(20)).status()).isEqualTo(PairingStatus.ACTIVE);
        assertThat(only(world.alice, second(30)).status()).isEqualTo(PairingStatus.REVOKED);
    }

    @Test
    void what_happened_after_it_is_not() {
        assertThat(only(world.bob, before(20)))
                .extracting(Item::status, Item::awaiting, Item::expiresAt, Item::confirmedAt, Item::revokedAt)
                .containsExactly(PairingStatus.PENDING, world.bob, second(70), null, null);
        assertThat(only(world.bob, before(30)))
                .extracting(Item::status, Item::awaiting, Item::expiresAt, Item::confirmedAt, Item::revokedAt)
                .containsExactly(PairingStatus.ACTIVE, null, null, second(20), null);
    }

    @Test
    void names_and_keys_are_those_of_then() {
        assertThat(only(world.alice, second(10)).agentA()).extracting("name", "publicKey", "keyVersion")
                .containsExactly("Name of mine", "key1", 1);
        assertThat(only(world.alice, before(30)).agentA()).extracting("name", "publicKey", "keyVersion")
                .containsExactly("Renamed", "key2", 2);
        assertThat(only(world.alice, second(30)).agentA()).extracting("name", "publicKey", "keyVersion")
                .containsExactly("Renamed", null, 0);
    }

    @Test
    void the_version_is_that_of_then() {
        assertThat(only(world.alice, second(10)).version()).isZero();
        assertThat(only(world.bob, before(30)).version()).isEqualTo(1);
        assertThat(only(world.bob, second(99)).version()).isEqualTo(2);
    }

    @Test
    void a_signing_key_given_ahead_is_passed_over() {
        var late = UUID.fromString("f" + UUID.randomUUID().toString().substring(1));
        var other = UUID.randomUUID();
        side.given(registered(late, world.bob, "late"), new SigningKeyGiven(late, "given ahead", second(0)));
        side.given(new KeyRotated(late, "key1", 1, second(40)));
        side.given(world.proposed(other, mine, late, Permission.BOTH, second(50)));
        side.given(new KeyRotated(late, "key2", 2, second(60)));
        var then = list(world.alice, second(50)).stream().filter(item -> item.pairingId().equals(other)).toList();
        assertThat(then).singleElement().satisfies(item -> assertThat(item.agentB())
                .extracting("name", "publicKey", "keyVersion").containsExactly("Name of late", "key1", 1));
    }

    @Test
    void the_past_of_others_is_not_shown() {
        assertThat(list(UUID.randomUUID(), second(20))).isEmpty();
        assertThat(check(UUID.randomUUID(), mine, theirs, second(20))).isNull();
    }

    @Test
    void a_list_is_narrowed_by_the_status_of_then() {
        assertThat(list(world.alice, before(20), PairingStatus.PENDING)).hasSize(1);
        assertThat(list(world.alice, before(20), PairingStatus.ACTIVE, PairingStatus.REVOKED)).isEmpty();
        assertThat(list(world.alice, before(30), PairingStatus.ACTIVE, PairingStatus.PENDING)).hasSize(1);
        assertThat(list(world.alice, before(30), PairingStatus.REVOKED)).isEmpty();
        assertThat(list(world.alice, second(30), PairingStatus.REVOKED)).hasSize(1);
        assertThat(list(world.alice, second(30), PairingStatus.ACTIVE)).isEmpty();
    }

    @Test
    void a_list_is_narrowed_by_either_agent() {
        assertThat(page(world.alice, before(20), Set.of(), theirs, 0, null).items()).hasSize(1);
        assertThat(page(world.alice, before(20), Set.of(), UUID.randomUUID(), 0, null).items()).isEmpty();
    }

    /** The n-th is proposed at second 100 + n and confirmed at second 200 + n. */
    @Test
    void pages_of_one_status_go_on_until_they_are_full_and_neither_repeat_nor_skip() {
        var all = new ArrayList<UUID>();
        for (int n = 0; n < 9; n++) {
            var id = UUID.randomUUID();
            all.add(id);
            side.given(world.proposed(id, mine, theirs, Permission.BOTH, second(100 + n)),
                    new PairingConfirmed(id, world.bob, 1, 1, second(200 + n)));
        }
        for (int limit = 1; limit < 6; limit++) {
            assertThat(pages(second(204), PairingStatus.ACTIVE, limit)).containsExactlyElementsOf(all.subList(0, 5).reversed());
            assertThat(pages(second(204), PairingStatus.PENDING, limit)).containsExactlyElementsOf(all.subList(5, 9).reversed());
        }
    }

    private List<UUID> pages(Instant asOf, PairingStatus status, int limit) {
        var seen = new ArrayList<UUID>();
        Place after = null;
        for (var more = true; more;) {
            var page = page(world.alice, asOf, Set.of(status), null, limit, after);
            page.items().forEach(item -> seen.add(item.pairingId()));
            more = page.more();
            assertThat(page.items()).hasSize(more ? limit : page.items().size());
            after = page.items().isEmpty() ? null : new Place(page.items().getLast().createdAt(), page.items().getLast().pairingId());
        }
        return seen;
    }

    @Test
    void a_verdict_is_that_of_then() {
        assertThat(check(world.alice, mine, theirs, before(10))).isEqualTo(new Verdict(Reason.NO_PAIRING, null, null));
        assertThat(check(world.bob, mine, theirs, second(10)))
                .isEqualTo(new Verdict(Reason.PENDING, pairing, Permission.RECEIVE_ONLY));
        assertThat(check(world.alice, mine, theirs, before(30))).isEqualTo(new Verdict(Reason.PAIRED, pairing, Permission.SEND_ONLY));
        assertThat(check(world.alice, theirs, mine, before(30)))
                .isEqualTo(new Verdict(Reason.DIRECTION, pairing, Permission.SEND_ONLY));
        assertThat(check(world.alice, mine, theirs, second(30)))
                .isEqualTo(new Verdict(Reason.REVOKED, pairing, Permission.SEND_ONLY));
    }

    @Test
    void the_pairing_that_was_open_then_counts_before_those_that_are_open_or_over_now() {
        var later = UUID.randomUUID();
        var latest = UUID.randomUUID();
        side.given(world.proposed(later, mine, theirs, Permission.BOTH, second(40)),
                new PairingRevoked(later, world.bob, RevocationReason.DECLINED, null, second(50)),
                world.proposed(latest, mine, theirs, Permission.BOTH, second(60)));
        assertThat(check(world.alice, mine, theirs, before(40)))
                .isEqualTo(new Verdict(Reason.REVOKED, pairing, Permission.SEND_ONLY));
        assertThat(check(world.alice, mine, theirs, before(50))).isEqualTo(new Verdict(Reason.PENDING, later, Permission.BOTH));
        assertThat(check(world.alice, mine, theirs, before(60))).isEqualTo(new Verdict(Reason.REVOKED, later, Permission.BOTH));
        assertThat(check(world.alice, mine, theirs, second(60))).isEqualTo(new Verdict(Reason.PENDING, latest, Permission.BOTH));
    }

    @Test
    void an_agent_that_was_not_there_yet_gets_no_verdict() {
        assertThat(check(world.alice, mine, theirs, before(0))).isNull();
        assertThat(check(world.alice, mine, mine, second(0))).isEqualTo(new Verdict(Reason.SAME_ACCOUNT, null, null));
    }

    private static Instant second(int second) {
        return NOW.plusSeconds(second);
    }

    private static Instant before(int second) {
        return second(second).minusNanos(1000);
    }

    private Item only(UUID viewer, Instant asOf) {
        var items = list(viewer, asOf);
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    private List<Item> list(UUID viewer, Instant asOf, PairingStatus... statuses) {
        return page(viewer, asOf, Set.of(statuses), null, 0, null).items();
    }

    private Page page(UUID viewer, Instant asOf, Set<PairingStatus> statuses, @Nullable UUID agent, int limit, @Nullable Place after) {
        var page = side.ask(new ListPairings(viewer, world.connection, statuses, agent, limit, after, asOf), Page.class);
        assertThat(page).isNotNull();
        return page;
    }

    private @Nullable Verdict check(UUID account, UUID from, UUID to, Instant asOf) {
        return side.ask(new Check(account, from, to, asOf), Verdict.class);
    }
}
