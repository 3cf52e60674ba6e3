package dev.agentpairing.queryside.pairings;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.agent.AgentEvent.AgentDeleted;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.freshness.FreshnessQuery.AwaitPosition;
import dev.agentpairing.messages.freshness.FreshnessQuery.Reached;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.PairingQuery.Check;
import dev.agentpairing.messages.pairing.PairingQuery.Item;
import dev.agentpairing.messages.pairing.PairingQuery.ListPairings;
import dev.agentpairing.messages.pairing.PairingQuery.Page;
import dev.agentpairing.messages.pairing.PairingQuery.Reason;
import dev.agentpairing.messages.pairing.PairingQuery.Verdict;
import dev.agentpairing.messages.pairing.PairingStatus;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.RunningQuerySide.Neighbour;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.NOW;
import static dev.agentpairing.queryside.World.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Each test asks before and after a change, so that what it sees afterwards could have been remembered. */
@ParameterizedClass
@EnumSource(Dialect.class)
class PairingsInMemoryTest {

    private static final Map<Dialect, RunningQuerySide> SIDES = new EnumMap<>(Dialect.class);

    private final RunningQuerySide side;
    private final World world = new World();
    private final UUID mine = UUID.randomUUID();
    private final UUID theirs = UUID.randomUUID();
    private final UUID pairing = UUID.randomUUID();

    PairingsInMemoryTest(Dialect dialect) {
        side = SIDES.computeIfAbsent(dialect, PairingsInMemoryTest::start);
    }

    private static RunningQuerySide start(Dialect dialect) {
        var properties = new HashMap<>(RunningQuerySide.database(dialect));
        properties.put("pairing.views.tracking", false);
        return RunningQuerySide.on(properties, new InMemoryEventStorageEngine());
    }

    @AfterAll
    static void stop() {
        SIDES.values().forEach(RunningQuerySide::close);
        SIDES.clear();
    }

    @BeforeEach
    void an_active_pairing() {
        side.store(registered(mine, world.alice, "mine"), registered(theirs, world.bob, "theirs"),
                world.proposed(pairing, mine, theirs, Permission.BOTH, NOW), new PairingConfirmed(pairing, world.bob, 1, 1, NOW));
    }

    private @Nullable Reason decision() {
        var verdict = side.ask(new Check(world.alice, mine, theirs, null), Verdict.class);
        return verdict == null ? null : verdict.reason();
    }

    private List<Item> listed(UUID account) {
        return side.ask(new ListPairings(account, world.connection, Set.of(), null, 0, null, null), Page.class).items();
    }

    private void revoke() {
        side.store(new PairingRevoked(pairing, world.bob, RevocationReason.REVOKED, null, NOW));
    }

    private void revokedElsewhere() {
        sql("update view_pairing set status = 'REVOKED', revoked_at = created_at, version = version + 1 where pairing_id = ?", pairing);
    }

    private void sql(String change, UUID id) {
        assertThat(side.bean(JdbcTemplate.class).update(change, id)).isEqualTo(1);
    }

    @Test
    void an_answer_is_remembered() {
        assertThat(decision()).isEqualTo(Reason.PAIRED);
        assertThat(listed(world.alice)).extracting(Item::status).containsExactly(PairingStatus.ACTIVE);
        revokedElsewhere(); // and nobody says so
        assertThat(decision()).isEqualTo(Reason.PAIRED);
        assertThat(listed(world.alice)).extracting(Item::status).containsExactly(PairingStatus.ACTIVE);
    }

    @Test
    void a_revocation_is_seen_at_once() {
        assertThat(decision()).isEqualTo(Reason.PAIRED);
        assertThat(listed(world.bob)).extracting(Item::status).containsExactly(PairingStatus.ACTIVE);
        revoke();
        assertThat(decision()).isEqualTo(Reason.REVOKED);
        assertThat(listed(world.bob)).extracting(Item::status).containsExactly(PairingStatus.REVOKED);
    }

    @Test
    void a_first_proposal_is_seen_at_once_where_there_was_none() {
        var other = UUID.randomUUID();
        side.store(registered(other, world.bob, "other"));
        assertThat(side.ask(new Check(world.alice, mine, other, null), Verdict.class).reason()).isEqualTo(Reason.NO_PAIRING);
        side.store(world.proposed(UUID.randomUUID(), mine, other, Permission.BOTH, NOW));
        assertThat(side.ask(new Check(world.alice, mine, other, null), Verdict.class).reason()).isEqualTo(Reason.PENDING);
    }

    @Test
    void a_deleted_agent_and_a_new_name_are_seen_at_once() {
        assertThat(decision()).isEqualTo(Reason.PAIRED);
        assertThat(listed(world.alice)).hasSize(1);
        side.store(new AgentUpdated(theirs, "New name", null, "custom", "{}", true, NOW));
        assertThat(listed(world.alice)).extracting(item -> List.of(item.agentA().name(), item.agentB().name()))
                .allMatch(names -> names.contains("New name"));
        side.store(new AgentDeleted(mine, world.alice, NOW));
        assertThat(decision()).isNull();
    }

    @Test
    void what_another_node_revoked_is_seen_a_quarter_of_a_second_later_at_the_latest() {
        assertThat(decision()).isEqualTo(Reason.PAIRED);
        assertThat(listed(world.alice)).extracting(Item::status).containsExactly(PairingStatus.ACTIVE);
        revokedElsewhere();
        side.bean(Neighbour.class).grew("Pairing", pairing);
        await().atMost(Duration.ofMillis(250)).pollInterval(Duration.ofMillis(10)).until(this::decision, Reason.REVOKED::equals);
        assertThat(listed(world.alice)).extracting(Item::status).containsExactly(PairingStatus.REVOKED);
    }

    @Test
    void what_another_node_revoked_is_seen_at_once_by_whoever_has_its_token() {
        assertThat(decision()).isEqualTo(Reason.PAIRED);
        revokedElsewhere();
        side.bean(Neighbour.class).grew("Pairing", pairing);
        assertThat(side.ask(new AwaitPosition(0, Duration.ofSeconds(2)), Reached.class).reached()).isTrue();
        assertThat(decision()).isEqualTo(Reason.REVOKED);
    }

    @Test
    void what_another_node_revoked_while_the_view_could_not_be_read_is_seen_afterwards() {
        assertThat(decision()).isEqualTo(Reason.PAIRED);
        revokedElsewhere();
        side.bean(Neighbour.class).grew("Pairing", pairing);
        var jdbc = side.bean(JdbcTemplate.class);
        jdbc.execute("alter table view_pairing rename to hidden");
        assertThatThrownBy(() -> side.ask(new AwaitPosition(0, Duration.ofSeconds(2)), Reached.class)).isNotNull();
        jdbc.execute("alter table hidden rename to view_pairing");
        side.ask(new AwaitPosition(0, Duration.ofSeconds(2)), Reached.class);
        assertThat(decision()).isEqualTo(Reason.REVOKED);
    }

    @Test
    void an_agent_that_another_node_deleted_is_forgotten() {
        assertThat(decision()).isEqualTo(Reason.PAIRED);
        sql("update view_pairing_agent set deleted = true where agent_id = ?", theirs);
        side.bean(Neighbour.class).grew("Agent", theirs);
        side.ask(new AwaitPosition(0, Duration.ofSeconds(2)), Reached.class);
        assertThat(decision()).isNull();
    }

    @Test
    void everything_is_read_anew_when_nobody_knows_what_others_have_stored() {
        assertThat(decision()).isEqualTo(Reason.PAIRED);
        assertThat(listed(world.alice)).hasSize(1);
        revokedElsewhere();
        side.bean(Neighbour.class).lose();
        side.ask(new AwaitPosition(0, Duration.ofSeconds(2)), Reached.class);
        assertThat(decision()).isEqualTo(Reason.REVOKED);
        assertThat(listed(world.alice)).extracting(Item::status).containsExactly(PairingStatus.REVOKED);
    }

    @Test
    void a_stranger_sees_nothing_of_what_others_have_made_the_service_remember() {
        assertThat(listed(world.alice)).hasSize(1);
        assertThat(listed(UUID.randomUUID())).isEmpty();
        assertThat(side.ask(new Check(UUID.randomUUID(), mine, theirs, null), Verdict.class)).isNull();
    }
}
