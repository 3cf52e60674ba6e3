package dev.agentpairing.queryside.agents;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.messages.agent.AgentEvent.AgentDisconnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.agent.AgentEvent.SigningKeyGiven;
import dev.agentpairing.messages.agent.AgentQuery.ConnectionState;
import dev.agentpairing.messages.agent.AgentQuery.FindConnectToken;
import dev.agentpairing.messages.agent.AgentQuery.GetAgent;
import dev.agentpairing.messages.agent.AgentQuery.Item;
import dev.agentpairing.messages.agent.AgentQuery.TokenHolder;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.NOW;
import static dev.agentpairing.queryside.World.connected;
import static dev.agentpairing.queryside.World.registered;
import static dev.agentpairing.queryside.World.rotated;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a signing key that is given before there is a public key. */
@ParameterizedClass
@EnumSource(Dialect.class)
class SigningKeysTest {

    private final RunningQuerySide side;
    private final World world = new World();
    private final UUID id = UUID.randomUUID();
    private final String token = "hash of " + id;

    SigningKeysTest(Dialect dialect) {
        this.side = RunningQuerySide.shared(dialect);
    }

    @BeforeEach
    void given_ahead() {
        side.given(registered(id, world.alice, "bot", token, NOW), new SigningKeyGiven(id, "given ahead", NOW));
    }

    @Test
    void it_lets_nobody_in() {

        assertThat(agent()).isEqualTo(new Item(id, "bot", "Name of bot", null, "custom", ConnectionState.PENDING,
                true, null, "given ahead", 0, null, "{}", NOW));
        assertThat(side.ask(new FindConnectToken(token), TokenHolder.class))
                .isEqualTo(new TokenHolder(id, world.alice, NOW.plusSeconds(3600)));
    }

    @Test
    void it_stays_when_the_agent_is_changed_and_then_brought_in_by_a_rotated_key() {
        side.given(new AgentUpdated(id, "New", null, "custom", "{}", true, NOW), rotated(id, 1, NOW.plusSeconds(9)));

        assertThat(agent()).extracting(Item::state, Item::publicKey, Item::signingPublicKey, Item::keyVersion)
                .containsExactly(ConnectionState.CONNECTED, "key1", "given ahead", 1);
    }

    @Test
    void it_gives_way_to_the_one_that_the_agent_connects_with() {
        side.given(connected(id, 1));

        assertThat(agent()).extracting(Item::publicKey, Item::signingPublicKey).containsExactly("key1", "signing1");
    }

    @Test
    void it_is_wiped_with_a_disconnect() {
        side.given(new AgentDisconnected(id, NOW), rotated(id, 1, NOW.plusSeconds(9)));

        assertThat(agent()).extracting(Item::publicKey, Item::signingPublicKey).containsExactly("key1", null);
    }

    private @Nullable Item agent() {
        return side.ask(new GetAgent(world.alice, id), Item.class);
    }
}
