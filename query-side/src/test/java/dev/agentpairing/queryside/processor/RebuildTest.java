package dev.agentpairing.queryside.processor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Set;
import java.util.UUID;

import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.account.AccountEvent.ApiKeyCreated;
import dev.agentpairing.messages.account.AccountEvent.ApiKeyRevoked;
import dev.agentpairing.messages.account.AccountEvent.SlugFreed;
import dev.agentpairing.messages.account.AccountEvent.SlugTaken;
import dev.agentpairing.messages.account.AccountQuery.FindLogin;
import dev.agentpairing.messages.account.AccountQuery.Login;
import dev.agentpairing.messages.account.PersonalCommand.KeepPerson;
import dev.agentpairing.messages.account.Scope;
import dev.agentpairing.messages.agent.AgentEvent.AgentDeleted;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.agent.AgentQuery.GetAgent;
import dev.agentpairing.messages.agent.AgentQuery.Item;
import dev.agentpairing.messages.connection.BlockEvent.AccountBlocked;
import dev.agentpairing.messages.connection.BlockEvent.AccountUnblocked;
import dev.agentpairing.messages.connection.ConnectionEvent.AccountInvited;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteAccepted;
import dev.agentpairing.messages.freshness.FreshnessQuery.AwaitPosition;
import dev.agentpairing.messages.freshness.FreshnessQuery.Reached;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.PairingEvent.PermissionChanged;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;
import dev.agentpairing.queryside.rows.ViewsDatabase;

import static dev.agentpairing.queryside.World.NOW;
import static dev.agentpairing.queryside.World.connected;
import static dev.agentpairing.queryside.World.registered;
import static dev.agentpairing.queryside.World.rotated;
import static org.assertj.core.api.Assertions.assertThat;

@Execution(ExecutionMode.CONCURRENT)
class RebuildTest {

    private final World world = new World();
    private final UUID agent = UUID.randomUUID();
    private final UUID pairing = UUID.randomUUID();
    private final UUID block = UUID.randomUUID();

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void reset_and_replay_give_the_same_rows_and_personal_data_stays(Dialect dialect) {
        try (var side = RunningQuerySide.fresh(dialect)) {
            var end = history(side);
            var before = side.tables();
            side.bean(JdbcTemplate.class).update("update view_pairing set version = 77, status = 'ACTIVE'");

            side.bean(Rebuild.class).whileRunning();

            reach(side, end);
            assertThat(side.tables()).isEqualTo(before);
            assertThat(before).allSatisfy((table, rows) -> assertThat(rows).isNotEmpty());
            assertThat(side.ask(new FindLogin(world.aliceAddress.id()), Login.class)).isEqualTo(new Login(world.alice, "hash"));
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void events_delivered_again_change_nothing(Dialect dialect) {
        try (var side = RunningQuerySide.fresh(dialect)) {
            var end = history(side);
            var before = side.tables();

            side.pause();
            side.bean(ViewsDatabase.class).transactions().executeInTransaction(() -> side.bean(TokenStore.class)
                    .storeToken(side.bean(EventStore.class).createTailToken(), "views", 0));
            side.resume();

            reach(side, end);
            assertThat(side.tables()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_start_can_begin_with_a_rebuild(Dialect dialect) {
        var engine = new InMemoryEventStorageEngine();
        var database = RunningQuerySide.database(dialect);
        Reached end;
        try (var side = RunningQuerySide.on(database, engine)) {
            end = history(side);
            side.bean(JdbcTemplate.class).update("update view_agent set name = 'broken', version = 99");
        }
        var rebuilding = new HashMap<>(database);
        rebuilding.put("pairing.query-side.rebuild", "true");
        try (var side = RunningQuerySide.on(rebuilding, engine)) {
            reach(side, end);

            assertThat(side.ask(new GetAgent(world.alice, agent), Item.class)).isNotNull().extracting(Item::name)
                    .isEqualTo("Renamed");
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void an_empty_store_can_be_rebuilt(Dialect dialect) {
        try (var side = RunningQuerySide.fresh(dialect)) {
            side.bean(Rebuild.class).whileRunning();

            assertThat(history(side).reached()).isTrue();
        }
    }

    /** What a node remembers of rows is worthless when another has written them since. */
    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_node_that_gets_the_claim_back_sees_what_the_other_has_written(Dialect dialect) {
        var engine = new InMemoryEventStorageEngine();
        var database = RunningQuerySide.database(dialect);
        try (var one = RunningQuerySide.on(database, engine)) {
            one.given(registered(agent, world.alice, "bot"));
            one.pause();
            one.store(new AgentUpdated(agent, "Renamed by the other", null, "custom", "{}", true, NOW));
            try (var other = RunningQuerySide.on(database, engine)) {
                reach(other, new Reached(true, 3));
            }
            one.resume();
            one.given(connected(agent, 1));

            assertThat(one.ask(new GetAgent(world.alice, agent), Item.class)).isNotNull()
                    .extracting(Item::name, Item::keyVersion).containsExactly("Renamed by the other", 1);
        }
    }

    private Reached history(RunningQuerySide side) {
        var theirs = UUID.randomUUID();
        var gone = UUID.randomUUID();
        side.keep(new KeepPerson(world.alice, world.aliceAddress.value(), "Alice", "hash"));
        side.given(world.opened(world.alice, world.aliceAddress), world.opened(world.bob, world.bobAddress),
                new ApiKeyCreated(world.alice, agent, "key", Set.of(Scope.AGENTS), "hash", "prefix", NOW),
                new AccountInvited(world.connection, world.alice, world.aliceAddress.id(), world.bobAddress.id(), NOW));
        side.given(new InviteAccepted(world.connection, world.bob, NOW), registered(agent, world.alice, "bot"),
                connected(agent, 1), registered(theirs, world.bob, "theirs"), connected(theirs, 1));
        side.given(world.proposed(pairing, agent, theirs, Permission.SEND_ONLY, NOW),
                new PairingConfirmed(pairing, world.bob, 1, 1, NOW),
                new PermissionChanged(pairing, world.bob, Permission.BOTH, NOW.plusSeconds(90), NOW));
        side.given(new SlugTaken(world.alice, gone, "gone", NOW), registered(gone, world.alice, "gone"), rotated(gone, 1, NOW),
                new AgentDeleted(gone, world.alice, NOW), new SlugFreed(world.alice, gone, "gone", NOW), rotated(theirs, 2, NOW));
        return side.given(new SlugTaken(world.alice, agent, "bot", NOW), new ApiKeyRevoked(world.alice, agent, "hash", NOW),
                new AccountBlocked(block, block, world.alice, world.bob, NOW), new AccountUnblocked(block, NOW),
                new AgentUpdated(agent, "Renamed", null, "custom", "{}", true, NOW),
                new PairingRevoked(pairing, world.bob, RevocationReason.REVOKED, null, NOW));
    }

    private static void reach(RunningQuerySide side, Reached end) {
        assertThat(side.ask(new AwaitPosition(end.position(), Duration.ofSeconds(10)), Reached.class)).isEqualTo(end);
    }
}
