package dev.agentpairing.commandside.agent;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.Outcome;
import dev.agentpairing.commandside.agent.Agent.Registered;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.agent.AgentCommand.ConnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.Profile;
import dev.agentpairing.messages.agent.AgentCommand.RegisterAgent;
import dev.agentpairing.messages.agent.AgentCommand.Update;
import dev.agentpairing.messages.agent.AgentCommand.UpdateAgent;
import dev.agentpairing.messages.agent.AgentEvent;
import dev.agentpairing.messages.agent.AgentEvent.AgentConnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;

import static dev.agentpairing.commandside.agent.Given.AGENT;
import static dev.agentpairing.commandside.agent.Given.KEYS;
import static dev.agentpairing.commandside.agent.Given.LATER;
import static dev.agentpairing.commandside.agent.Given.NOON;
import static dev.agentpairing.commandside.agent.Given.OWNER;
import static dev.agentpairing.commandside.agent.Given.PROFILE;
import static dev.agentpairing.commandside.agent.Given.STRANGER;
import static dev.agentpairing.commandside.agent.Given.TOKEN;
import static dev.agentpairing.commandside.agent.Given.connected;
import static dev.agentpairing.commandside.agent.Given.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** How an agent comes in, and what may be changed of it. */
class AgentRulesTest {

    private static Decision<AgentEvent> connect(Agent state, String hash, Instant at) {
        return AgentRules.connect(state, new ConnectAgent(AGENT, hash, KEYS, Update.NOTHING, at));
    }

    private static Decision<AgentEvent> update(Agent state, UUID by, Update update, Instant at) {
        return AgentRules.update(state, new UpdateAgent(AGENT, by, update, at));
    }

    @Test
    void an_agent_that_comes_with_a_key_is_connected_with_key_version_1() {
        assertThat(AgentRules.register(new RegisterAgent(OWNER, AGENT, PROFILE, KEYS, null, null, NOON)))
                .containsExactly(registered(null), connected());
    }

    @Test
    void an_agent_without_a_key_waits_with_a_token() {
        assertThat(AgentRules.register(new RegisterAgent(OWNER, AGENT, PROFILE, null, null, TOKEN, NOON)))
                .containsExactly(registered(TOKEN));
    }

    @ParameterizedTest
    @CsvSource({
        "UNREGISTERED, hash, UNAUTHORIZED", "WAITING, hash, ACCEPTED", "WAITING, other, UNAUTHORIZED",
        "CONNECTED, hash, UNAUTHORIZED", "DISCONNECTED, hash, UNAUTHORIZED", "WIPED_WHILE_WAITING, hash, UNAUTHORIZED",
        "ROTATED, hash, UNAUTHORIZED", "DELETED, hash, UNAUTHORIZED"
    })
    void a_token_lets_in_the_agent_that_waits_with_it(Given given, String hash, String outcome) {
        assertThat(Outcome.of(connect(given.state(), hash, LATER))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"-1, ACCEPTED", "0, UNAUTHORIZED", "1, UNAUTHORIZED"})
    void a_token_ends_at_the_moment_that_it_names(long microsecondsAfter, String outcome) {
        var at = TOKEN.expiresAt().plusNanos(1000 * microsecondsAfter);
        assertThat(Outcome.of(connect(Given.WAITING.state(), "hash", at))).isEqualTo(outcome);
    }

    @Test
    void a_token_works_once() {
        var used = Outcome.events(connect(Given.WAITING.state(), "hash", LATER)).stream()
                .reduce(Given.WAITING.state(), Agent::evolve, (_, last) -> last);
        assertThat(Outcome.refusal(connect(used, "hash", LATER))).isEqualTo(Refusal.UNAUTHORIZED);
    }

    @Test
    void an_agent_brings_its_key_and_its_profile_when_it_connects() {
        var update = new Update("Better bot", null, null, null, null);
        assertThat(
                Outcome.events(AgentRules.connect(Given.WAITING.state(), new ConnectAgent(AGENT, "hash", KEYS, update, LATER))))
                .containsExactly(
                        new AgentUpdated(AGENT, "Better bot", "Does things", "custom", "{}", true, LATER),
                        new AgentConnected(AGENT, "key", "signing key", 1, LATER));
    }

    static Stream<Arguments> updates() {
        return Stream.of(
                arguments(new Update("New", null, null, null, null),
                        new AgentUpdated(AGENT, "New", "Does things", "custom", "{}", true, LATER)),
                arguments(new Update(null, "New", null, null, null),
                        new AgentUpdated(AGENT, "Bot", "New", "custom", "{}", true, LATER)),
                arguments(new Update(null, null, "n8n", null, null),
                        new AgentUpdated(AGENT, "Bot", "Does things", "n8n", "{}", true, LATER)),
                arguments(new Update(null, null, null, "{\"a\":1}", null),
                        new AgentUpdated(AGENT, "Bot", "Does things", "custom", "{\"a\":1}", true, LATER)),
                arguments(new Update(null, null, null, null, false),
                        new AgentUpdated(AGENT, "Bot", "Does things", "custom", "{}", false, LATER)));
    }

    @ParameterizedTest
    @MethodSource("updates")
    void a_part_that_is_not_named_stays_as_it_is(Update update, AgentUpdated event) {
        assertThat(Outcome.event(update(Given.CONNECTED.state(), OWNER, update, LATER))).isEqualTo(event);
    }

    @Test
    void nothing_happens_when_nothing_is_named() {
        assertThat(Outcome.events(update(Given.CONNECTED.state(), OWNER, Update.NOTHING, LATER))).isEmpty();
    }

    @Test
    void nothing_happens_when_everything_is_as_it_was() {
        assertThat(Outcome.events(
                update(Given.CONNECTED.state(), OWNER, new Update("Bot", "Does things", "custom", "{}", true), LATER))).isEmpty();
    }

    @Test
    void an_update_touches_neither_the_key_nor_the_slug() {
        var agent = (Registered) Given.CONNECTED.state().evolve(
                Outcome.event(update(Given.CONNECTED.state(), OWNER, new Update("New", null, null, null, null), LATER)));
        assertThat(agent).extracting(Registered::keyVersion, a -> a.profile().slug()).containsExactly(1, "bot");
    }

    @Test
    void an_updated_agent_is_what_the_update_says() {
        var updated = new AgentUpdated(AGENT, "New", "Other things", "n8n", "{\"a\":1}", false, LATER);
        assertThat((Registered) Given.CONNECTED.state().evolve(updated)).extracting(Registered::profile, Registered::changedAt)
                .containsExactly(new Profile("bot", "New", "Other things", "n8n", "{\"a\":1}", false), LATER);
    }

    @ParameterizedTest
    @EnumSource
    void an_agent_of_another_account_is_updated_as_if_it_did_not_exist(Given given) {
        assertThat(Outcome.refusal(update(given.state(), STRANGER, Update.NOTHING, LATER))).isEqualTo(Refusal.NOT_FOUND);
    }

    @Test
    void a_connection_by_a_slow_clock_has_the_time_of_the_last_change() {
        assertThat(Outcome.event(connect(Given.WAITING.state(), "hash", NOON.minusSeconds(1))).at()).isEqualTo(NOON);
    }

    @Test
    void an_update_by_a_slow_clock_has_the_time_of_the_last_change() {
        var update = new Update("New", null, null, null, null);
        assertThat(Outcome.event(update(Given.CONNECTED.state(), OWNER, update, NOON.minusSeconds(1))).at()).isEqualTo(NOON);
    }

    @Test
    void a_deleted_agent_is_updated_as_if_it_did_not_exist() {
        assertThat(Outcome.refusal(update(Given.DELETED.state(), OWNER, Update.NOTHING, LATER))).isEqualTo(Refusal.NOT_FOUND);
    }
}
