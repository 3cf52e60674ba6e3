package dev.agentpairing.queryside.agents;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.messages.account.PersonalCommand.NoteSeen;
import dev.agentpairing.messages.agent.AgentEvent.AgentDeleted;
import dev.agentpairing.messages.agent.AgentEvent.AgentDisconnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.agent.AgentQuery.ConnectionState;
import dev.agentpairing.messages.agent.AgentQuery.FindAgent;
import dev.agentpairing.messages.agent.AgentQuery.FindConnectToken;
import dev.agentpairing.messages.agent.AgentQuery.GetAgent;
import dev.agentpairing.messages.agent.AgentQuery.Item;
import dev.agentpairing.messages.agent.AgentQuery.Items;
import dev.agentpairing.messages.agent.AgentQuery.ListAgents;
import dev.agentpairing.messages.agent.AgentQuery.ListAvailable;
import dev.agentpairing.messages.agent.AgentQuery.TokenHolder;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.NOW;
import static dev.agentpairing.queryside.World.connected;
import static dev.agentpairing.queryside.World.registered;
import static dev.agentpairing.queryside.World.rotated;
import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(Dialect.class)
class AgentsViewTest {

    private final RunningQuerySide side;
    private final World world = new World();
    private final UUID agent = UUID.randomUUID();
    private final String token = "hash of " + agent;

    AgentsViewTest(Dialect dialect) {
        this.side = RunningQuerySide.shared(dialect);
    }

    @Test
    void a_registered_agent_waits_for_its_key() {
        side.given(registered(agent, world.alice, "bot"));

        assertThat(get(world.alice)).isEqualTo(new Item(agent, "bot", "Name of bot", null, "custom", ConnectionState.PENDING,
                true, null, null, 0, null, "{}", NOW));
    }

    @Test
    void a_key_connects_it() {
        side.given(registered(agent, world.alice, "bot"), connected(agent, 3));

        assertThat(get(world.alice)).extracting(Item::state, Item::publicKey, Item::keyVersion)
                .containsExactly(ConnectionState.CONNECTED, "key3", 3);
    }

    @Test
    void a_disconnect_wipes_the_key() {
        side.given(registered(agent, world.alice, "bot", token, NOW), connected(agent, 3), new AgentDisconnected(agent, NOW));

        assertThat(get(world.alice)).extracting(Item::state, Item::publicKey, Item::keyVersion)
                .containsExactly(ConnectionState.DISCONNECTED, null, 0);
        assertThat(side.tables().get("view_agent")).filteredOn(row -> agent.equals(row.get("agent_id"))).singleElement()
                .satisfies(row -> assertThat(row.get("signing_public_key")).isNull());
    }

    @Test
    void an_update_replaces_the_profile_and_leaves_the_key() {
        side.given(registered(agent, world.alice, "bot"), connected(agent, 1),
                new AgentUpdated(agent, "New", "described", "crewai", "{\"a\":1}", false, NOW.plusSeconds(1)));

        assertThat(get(world.alice)).isEqualTo(new Item(agent, "bot", "New", "described", "crewai", ConnectionState.CONNECTED,
                false, "key1", "signing1", 1, NOW, "{\"a\":1}", NOW));
    }

    @Test
    void a_connection_token_is_known_until_the_agent_has_a_key() {
        side.given(registered(agent, world.alice, "bot", token, NOW));
        assertThat(holder()).isEqualTo(new TokenHolder(agent, world.alice, NOW.plusSeconds(3600)));

        side.given(connected(agent, 1));

        assertThat(holder()).isNull();
    }

    @Test
    void a_connection_token_dies_with_a_disconnect() {
        side.given(registered(agent, world.alice, "bot", token, NOW), new AgentDisconnected(agent, NOW));

        assertThat(holder()).isNull();
    }

    @Test
    void a_rotated_key_takes_the_place_of_the_one_before_and_leaves_the_signing_key() {
        side.given(registered(agent, world.alice, "bot"), connected(agent, 1), rotated(agent, 2, NOW.plusSeconds(9)));

        assertThat(get(world.alice)).extracting(Item::state, Item::publicKey, Item::signingPublicKey, Item::keyVersion)
                .containsExactly(ConnectionState.CONNECTED, "key2", "signing1", 2);
    }

    @Test
    void a_rotated_key_brings_in_an_agent_that_has_none_and_ends_its_token() {
        side.given(registered(agent, world.alice, "bot", token, NOW), rotated(agent, 1, NOW.plusSeconds(9)));

        assertThat(get(world.alice)).extracting(Item::state, Item::publicKey, Item::keyVersion, Item::lastSeenAt)
                .containsExactly(ConnectionState.CONNECTED, "key1", 1, NOW.plusSeconds(9));
        assertThat(holder()).isNull();
    }

    @Test
    void an_agent_was_seen_last_when_it_connected_or_when_it_called_whatever_was_later() {
        side.given(registered(agent, world.alice, "bot"), connected(agent, 1), rotated(agent, 2, NOW.plusSeconds(9)));
        assertThat(seen()).isEqualTo(NOW);

        side.keep(new NoteSeen(agent, NOW.minusSeconds(5)));
        assertThat(seen()).isEqualTo(NOW);

        side.keep(new NoteSeen(agent, NOW.plusSeconds(5)));
        assertThat(seen()).isEqualTo(NOW.plusSeconds(5));

        side.given(new AgentDisconnected(agent, NOW.plusSeconds(20)));
        assertThat(seen()).isEqualTo(NOW.plusSeconds(5));

        side.given(rotated(agent, 3, NOW.plusSeconds(30)));
        assertThat(seen()).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void an_agent_without_a_key_may_have_called_all_the_same() {
        side.given(registered(agent, world.alice, "bot"));
        side.keep(new NoteSeen(agent, NOW.plusSeconds(5)));

        assertThat(seen()).isEqualTo(NOW.plusSeconds(5));
    }

    @Test
    void an_agent_is_found_by_its_slug_as_it_is_written() {
        side.given(registered(agent, world.alice, "Bot"), registered(UUID.randomUUID(), world.alice, "bot"),
                registered(UUID.randomUUID(), world.bob, "Bot"));

        assertThat(find("Bot")).isNotNull().extracting(Item::agentId).isEqualTo(agent);
        assertThat(find("BOT")).isNull();
    }

    @Test
    void a_deleted_agent_is_not_shown_any_more_and_its_slug_is_free() {
        var next = UUID.randomUUID();
        side.given(registered(agent, world.alice, "bot", token, NOW), new AgentDeleted(agent, world.alice, NOW));
        assertThat(get(world.alice)).isNull();
        assertThat(find("bot")).isNull();
        assertThat(holder()).isNull();
        assertThat(side.ask(new ListAgents(world.alice), Items.class)).isEqualTo(new Items(List.of()));

        side.given(registered(next, world.alice, "bot"));

        assertThat(find("bot")).isNotNull().extracting(Item::agentId).isEqualTo(next);
    }

    @Test
    void the_oldest_comes_first_and_only_own_agents_are_shown() {
        var older = UUID.randomUUID();
        side.given(registered(agent, world.alice, "b"), registered(older, world.alice, "a", null, NOW.minusSeconds(1)),
                registered(UUID.randomUUID(), world.bob, "c"));

        assertThat(side.ask(new ListAgents(world.alice), Items.class)).isNotNull()
                .satisfies(all -> assertThat(all.items()).extracting(Item::agentId).containsExactly(older, agent));
        assertThat(get(world.bob)).isNull();
    }

    @Test
    void others_may_propose_to_those_that_are_connected_and_available_the_oldest_first() {
        var younger = UUID.randomUUID();
        var away = UUID.randomUUID();
        var disconnected = UUID.randomUUID();
        side.given(registered(younger, world.alice, "b", null, NOW.plusSeconds(1)), connected(younger, 2),
                registered(agent, world.alice, "a"), connected(agent, 1),
                registered(UUID.randomUUID(), world.alice, "without a key"),
                registered(away, world.alice, "c"), connected(away, 1),
                new AgentUpdated(away, "c", null, "custom", "{}", false, NOW),
                registered(disconnected, world.alice, "d"), connected(disconnected, 1), new AgentDisconnected(disconnected, NOW));

        var answer = side.ask(new ListAvailable(world.alice), Items.class);
        assertThat(answer).isNotNull()
                .satisfies(items -> assertThat(items.items()).extracting(Item::agentId).containsExactly(agent, younger));
    }

    private @Nullable Item get(UUID account) {
        return side.ask(new GetAgent(account, agent), Item.class);
    }

    private @Nullable Item find(String slug) {
        return side.ask(new FindAgent(world.alice, slug), Item.class);
    }

    private @Nullable Instant seen() {
        var item = get(world.alice);
        assertThat(item).isNotNull();
        return item.lastSeenAt();
    }

    private @Nullable TokenHolder holder() {
        return side.ask(new FindConnectToken(token), TokenHolder.class);
    }
}
