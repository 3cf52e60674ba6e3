package dev.agentpairing.commandside.axon;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.TreePVector;

import dev.agentpairing.commandside.account.Account;
import dev.agentpairing.commandside.axon.Node.Ground;
import dev.agentpairing.commandside.connection.Connection;
import dev.agentpairing.messages.pairing.AgentPair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Long streams on a real H2 file: what a node that starts anew makes of their snapshots. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SnapshotTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    private final Jackson3Serializer serializer = Jackson3Serializer.builder()
            .jsonMapperBuilderCustomizer(new SnapshotFormat()).build();

    private Path folder;
    private Node node;
    private Ground ground;
    private UUID agedAgent;
    private Connection before;

    /** A connection with 1,200 pairings that are over and one that is open, on a plan that allows three. */
    @BeforeAll
    void grow(@TempDir Path temporary) {
        folder = temporary;
        node = Node.onFile(folder);
        ground = node.ground("free");
        agedAgent = node.agent(ground.accepter().account());
        var others = new Ground(ground.connection(), ground.inviter(),
                new Node.Side(ground.accepter().account(), ground.accepter().email(), agedAgent));
        node.act(ground.proposal());
        node.age(others, 1200);
        await().until(() -> node.snapshot(ground.connection()) > 1000);
        before = state(node);
        node.close();
        node = Node.onFile(folder);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private Connection state(Node of) {
        return DefaultUnitOfWork.startAndGet(null).executeWithResult(
                () -> of.bean(AllStreams.class).connections().find(ground.connection()).state()).getPayload();
    }

    private long firstEventRead() {
        return node.bean(EventStore.class).readEvents(ground.connection().toString()).peek().getSequenceNumber();
    }

    @Test
    @Order(1)
    void a_long_stream_has_a_snapshot_and_is_read_from_there() {
        assertThat(firstEventRead()).isEqualTo(node.snapshot(ground.connection()));
    }

    @Test
    @Order(2)
    void a_node_that_starts_anew_knows_what_was_there() {
        assertThat(state(node)).isEqualTo(before);
    }

    @Test
    @Order(3)
    void a_node_that_starts_anew_knows_which_pair_is_open() {
        assertThat(node.outcome(ground.proposal())).isEqualTo("PAIRING_EXISTS");
    }

    @Test
    @Order(4)
    void a_node_that_starts_anew_keeps_to_the_limit() {
        var mine = ground.inviter();
        var theirs = ground.accepter();
        var third = node.agent(mine.account());
        assertThat(node.outcome(ground.proposal(mine.agent(), agedAgent))).isEqualTo("ACCEPTED");
        assertThat(node.outcome(ground.proposal(third, agedAgent))).isEqualTo("ACCEPTED");
        assertThat(node.outcome(ground.proposal(third, theirs.agent()))).isEqualTo("PLAN_LIMIT_REACHED");
    }

    @Test
    @Order(5)
    void a_snapshot_of_another_revision_is_passed_over() {
        node.sql().update("update snapshot_event set payload_revision = '0', payload = ?", (Object) "{\"state\":5}".getBytes());
        assertThat(firstEventRead()).isZero();
    }

    /** Also for a command that adds nothing to it. */
    @Test
    @Order(6)
    void a_stream_whose_snapshot_was_lost_gets_one_when_it_is_next_read() {
        node.sql().update("delete from snapshot_event");
        node.close();
        node = Node.onFile(folder);
        assertThat(node.outcome(ground.proposal())).isEqualTo("PAIRING_EXISTS");
        await().untilAsserted(() -> assertThat(node.snapshot(ground.connection())).isGreaterThan(2_400));
    }

    private Object read(Object shell) {
        SerializedObject<byte[]> written = serializer.serialize(shell, byte[].class);
        return serializer.<byte[], EventSourced<?, ?>>deserialize(written).state();
    }

    @Test
    void an_active_connection_is_read_as_it_was_written() {
        var state = new Connection.Active(
                new Connection.Parties(new UUID(9, 1), new UUID(1, 1), new UUID(3, 1), new UUID(3, 2)), new UUID(1, 2),
                HashTreePMap.from(Map.of(
                        AgentPair.of(new UUID(-1, 1), new UUID(2, 2)), new UUID(8, 1),
                        AgentPair.of(new UUID(2, 3), new UUID(2, 4)), new UUID(8, 2))),
                NOON);
        var shell = new ConnectionAggregate();
        shell.become(state);
        assertThat(read(shell)).isEqualTo(state);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "00000000-0000-0001-0000-000000000002")
    void a_connection_that_is_over_is_read_as_it_was_written(@Nullable UUID accepter) {
        var state = new Connection.Revoked(
                new Connection.Parties(new UUID(9, 1), new UUID(1, 1), new UUID(3, 1), new UUID(3, 2)), accepter, NOON);
        var shell = new ConnectionAggregate();
        shell.become(state);
        assertThat(read(shell)).isEqualTo(state);
    }

    @Test
    void an_open_account_is_read_as_it_was_written() {
        var state = new Account.Open(new UUID(1, 1), new UUID(3, 1), NOON.minusNanos(1000), "team",
                HashTreePMap.from(Map.of(new UUID(6, 1), "hash", new UUID(6, 2), "other hash")),
                HashTreePMap.from(Map.of("bot", new UUID(2, 1), "slug/with.dots", new UUID(2, 2))),
                HashTreePSet.singleton(new UUID(9, 1)).plus(new UUID(9, 2)),
                TreePVector.singleton(NOON).plus(NOON.plusNanos(1000)));
        var shell = new AccountAggregate();
        shell.become(state);
        assertThat(read(shell)).isEqualTo(state);
    }

    @Test
    void a_state_that_was_read_evolves_on() {
        var shell = new ConnectionAggregate();
        shell.become(new Connection.Active(
                new Connection.Parties(new UUID(9, 1), new UUID(1, 1), new UUID(3, 1), new UUID(3, 2)), new UUID(1, 2),
                HashTreePMap.singleton(AgentPair.of(new UUID(2, 1), new UUID(2, 2)), new UUID(8, 1)), NOON));
        var read = (Connection.Active) read(shell);
        assertThat(read.open().minus(AgentPair.of(new UUID(2, 1), new UUID(2, 2)))).isEmpty();
    }
}
