package dev.agentpairing.commandside.axon;

import java.time.Instant;
import java.util.UUID;

import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.Refused;
import dev.agentpairing.messages.agent.AgentCommand.ConnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.Keys;
import dev.agentpairing.messages.agent.AgentCommand.RotateKey;
import dev.agentpairing.messages.agent.AgentCommand.Rotated;
import dev.agentpairing.messages.agent.AgentCommand.Update;
import dev.agentpairing.messages.agent.AgentCommand.UpdateAgent;
import dev.agentpairing.messages.agent.AgentEvent.AgentConnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentRegistered;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.agent.AgentEvent.KeyRotated;

class AgentHandlersTest {

    private static final UUID AGENT = new UUID(2, 1);
    private static final UUID OWNER = new UUID(1, 1);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final AgentRegistered REGISTERED =
            new AgentRegistered(AGENT, OWNER, "bot", "Bot", null, "custom", "{}", true, "hash", NOON.plusSeconds(3600), NOON);

    private final Fixtures fixtures = new Fixtures();
    private final FixtureConfiguration<AgentAggregate> agent =
            fixtures.agents.registerAnnotatedCommandHandler(new AgentHandlers(fixtures.streams, Fixtures.PLANS, new AggregateCache(10)));

    private static UpdateAgent renamed(UUID by) {
        return new UpdateAgent(AGENT, by, new Update("Better bot", null, null, null, null), NOON);
    }

    @Test
    void an_update_is_recorded_in_the_stream_of_the_agent() {
        agent.given(REGISTERED).when(renamed(OWNER))
                .expectSuccessfulHandlerExecution()
                .expectEvents(new AgentUpdated(AGENT, "Better bot", null, "custom", "{}", true, NOON));
    }

    @Test
    void an_update_by_another_account_is_refused_and_leaves_no_event() {
        agent.given(REGISTERED).when(renamed(new UUID(1, 2)))
                .expectException(CommandExecutionException.class)
                .expectExceptionDetails(new Refused(Refusal.NOT_FOUND))
                .expectNoEvents();
    }

    @Test
    void an_agent_that_does_not_exist_is_not_found() {
        agent.givenNoPriorActivity().when(renamed(OWNER)).expectExceptionDetails(new Refused(Refusal.NOT_FOUND)).expectNoEvents();
    }

    @Test
    void a_connected_agent_is_told_its_slug() {
        agent.given(REGISTERED).when(new ConnectAgent(AGENT, "hash", new Keys("key", null), Update.NOTHING, NOON))
                .expectResultMessagePayload("bot")
                .expectEvents(new AgentConnected(AGENT, "key", null, 1, NOON));
    }

    @Test
    void who_rotates_a_key_is_told_its_slug_and_its_version() {
        agent.given(REGISTERED, new AgentConnected(AGENT, "key", null, 1, NOON)).when(new RotateKey(AGENT, OWNER, "other", NOON))
                .expectResultMessagePayload(new Rotated("bot", 2))
                .expectEvents(new KeyRotated(AGENT, "other", 2, NOON));
    }
}
