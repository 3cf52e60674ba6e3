package dev.agentpairing.queryside.processor;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.agent.AgentQuery.GetAgent;
import dev.agentpairing.messages.agent.AgentQuery.Item;
import dev.agentpairing.messages.freshness.FreshnessQuery.AwaitWrite;
import dev.agentpairing.messages.freshness.FreshnessQuery.Reached;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;
import dev.agentpairing.queryside.rows.Indexes;
import dev.agentpairing.queryside.rows.ViewsDatabase;

import static dev.agentpairing.queryside.World.NOW;
import static dev.agentpairing.queryside.World.connected;
import static dev.agentpairing.queryside.World.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The views as they are where the log is in the same database: written with the events, or not at all. */
@Execution(ExecutionMode.CONCURRENT)
class SubscribedViewsTest {

    private final World world = new World();
    private final UUID agent = UUID.randomUUID();

    private static RunningQuerySide side(Map<String, Object> database, EventStorageEngine engine, boolean rebuild) {
        var properties = new HashMap<>(database);
        properties.put("pairing.views.tracking", false);
        properties.put("pairing.query-side.rebuild", rebuild);
        return RunningQuerySide.on(properties, engine);
    }

    private static RunningQuerySide side(Dialect dialect) {
        return side(RunningQuerySide.database(dialect), new InMemoryEventStorageEngine(), false);
    }

    private static Item shown(RunningQuerySide side, World world, UUID agent) {
        return side.ask(new GetAgent(world.alice, agent), Item.class);
    }

    private static AgentUpdated renamed(UUID agent, String name) {
        return new AgentUpdated(agent, name, null, "custom", "{}", true, NOW);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void what_is_stored_is_shown_at_once(Dialect dialect) {
        try (var side = side(dialect)) {
            var command = side.store(registered(agent, world.alice, "bot"));
            side.store(connected(agent, 1));

            assertThat(shown(side, world, agent)).isNotNull().extracting(Item::keyVersion).isEqualTo(1);
            assertThat(side.ask(new AwaitWrite(command, 2, Duration.ZERO), Reached.class)).isEqualTo(new Reached(true, 0));
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void what_cannot_be_shown_is_not_stored_and_the_next_try_starts_from_what_is(Dialect dialect) {
        try (var side = side(dialect)) {
            side.store(registered(agent, world.alice, "bot"));
            var jdbc = side.bean(JdbcTemplate.class);
            jdbc.execute("alter table view_pairing_agent rename to hidden");
            assertThatThrownBy(() -> side.store(renamed(agent, "Never"))).hasMessageContaining("view_pairing_agent");
            jdbc.execute("alter table hidden rename to view_pairing_agent");

            assertThat(shown(side, world, agent)).isNotNull().extracting(Item::name).isEqualTo("Name of bot");
            side.store(connected(agent, 1)); // as far as this side knows, with the number after the one that was not stored
            assertThat(shown(side, world, agent)).isNotNull().extracting(Item::name, Item::keyVersion).containsExactly("Name of bot", 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_row_that_another_node_has_written_since_is_not_taken_from_memory(Dialect dialect) {
        try (var side = side(dialect)) {
            side.store(registered(agent, world.alice, "bot"));
            side.bean(JdbcTemplate.class).update("update view_agent set name = 'By the other node', version = 1");
            side.skip(agent);
            side.store(connected(agent, 1));

            assertThat(shown(side, world, agent)).isNotNull().extracting(Item::name, Item::keyVersion)
                    .containsExactly("By the other node", 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_start_can_fill_the_views_again(Dialect dialect) {
        var engine = new InMemoryEventStorageEngine();
        var database = RunningQuerySide.database(dialect);
        Map<?, ?> before;
        try (var side = side(database, engine, false)) {
            side.store(registered(agent, world.alice, "bot"));
            side.store(connected(agent, 1), renamed(agent, "Renamed"));
            before = side.tables();
            side.bean(JdbcTemplate.class).update("update view_agent set name = 'broken', version = 99");
            side.bean(JdbcTemplate.class).update("delete from view_pairing_agent");
        }
        try (var side = side(database, engine, true)) {
            assertThat(side.tables()).isEqualTo(before);
            for (int earlier = 0; earlier < 3; earlier++) {
                side.skip(agent);
            }
            side.store(renamed(agent, "Renamed again"));
            assertThat(shown(side, world, agent)).isNotNull().extracting(Item::name).isEqualTo("Renamed again");
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_refill_that_was_cut_short_goes_on_at_the_next_start_unasked(Dialect dialect) {
        var engine = new InMemoryEventStorageEngine();
        var database = RunningQuerySide.database(dialect);
        try (var side = side(database, engine, false)) {
            side.store(registered(agent, world.alice, "bot"));
            side.bean(ViewsDatabase.class).transactions()
                    .executeInTransaction(() -> side.bean(TokenStore.class).initializeTokenSegments("refill", 1));
            side.bean(JdbcTemplate.class).update("delete from view_agent");
        }
        for (int start = 0; start < 2; start++) {
            try (var side = side(database, engine, false)) {
                assertThat(shown(side, world, agent)).isNotNull();
                assertThat(side.bean(TokenStore.class).fetchSegments("refill")).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_refill_puts_back_the_indexes_that_it_puts_aside_even_if_it_was_cut_short(Dialect dialect) {
        var engine = new InMemoryEventStorageEngine();
        var database = RunningQuerySide.database(dialect);
        List<String> before;
        try (var side = side(database, engine, false)) {
            side.store(registered(agent, world.alice, "bot"));
            before = indexes(side);
        }
        try (var side = side(database, engine, true)) {
            assertThat(indexes(side)).isEqualTo(before);
            side.bean(ViewsDatabase.class).transactions().executeInTransaction(() -> {
                side.bean(TokenStore.class).initializeTokenSegments("refill", 1);
                new Indexes(side.bean(ViewsDatabase.class)).putAside();
            });
            assertThat(indexes(side).equals(before)).isEqualTo(dialect == Dialect.H2);
        }
        try (var side = side(database, engine, false)) {
            assertThat(indexes(side)).isEqualTo(before).hasSizeGreaterThan(10);
        }
    }

    private static List<String> indexes(RunningQuerySide side) {
        var query = side.bean(ViewsDatabase.class).dialect() == Dialect.H2
                ? "select index_name from information_schema.indexes where table_name like 'view%' order by index_name"
                : "select indexdef from pg_indexes where tablename like 'view%' order by indexdef";
        return side.bean(JdbcTemplate.class).queryForList(query, String.class);
    }
}
