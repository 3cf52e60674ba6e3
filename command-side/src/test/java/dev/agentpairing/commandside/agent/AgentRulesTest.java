package dev.agentpairing.commandside.agent;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
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
import dev.agentpairing.messages.agent.AgentCommand.DeleteAgent;
import dev.agentpairing.messages.agent.AgentCommand.DisconnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.Keys;
import dev.agentpairing.messages.agent.AgentCommand.Profile;
import dev.agentpairing.messages.agent.AgentCommand.RegisterAgent;
import dev.agentpairing.messages.agent.AgentCommand.RotateKey;
import dev.agentpairing.messages.agent.AgentCommand.Token;
import dev.agentpairing.messages.agent.AgentCommand.Update;
import dev.agentpairing.messages.agent.AgentCommand.UpdateAgent;
import dev.agentpairing.messages.agent.AgentEvent;
import dev.agentpairing.messages.agent.AgentEvent.AgentConnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentDeleted;
import dev.agentpairing.messages.agent.AgentEvent.AgentDisconnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentRegistered;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.agent.AgentEvent.KeyRotated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class AgentRulesTest {

    private static final UUID AGENT = new UUID(2, 1);
    private static final UUID OWNER = new UUID(1, 1);
    private static final UUID STRANGER = new UUID(1, 2);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");
    private static final Instant LATER = NOON.plusSeconds(60);

    private static final Profile PROFILE = new Profile("bot", "Bot", "Does things", "custom", "{}", true);
    private static final Keys KEYS = new Keys("key", "signing key");
    private static final Token TOKEN = new Token("hash", NOON.plusSeconds(3600));

    private static final AgentConnected CONNECTED = new AgentConnected(AGENT, "key", "signing key", 1, NOON);
    private static final AgentDisconnected DISCONNECTED = new AgentDisconnected(AGENT, NOON);
    private static final KeyRotated ROTATED = new KeyRotated(AGENT, "other key", 1, NOON);
    private static final AgentDeleted DELETED = new AgentDeleted(AGENT, OWNER, NOON);

    private enum Given {
        UNREGISTERED, WAITING, CONNECTED, DISCONNECTED, WIPED_WHILE_WAITING, ROTATED, DELETED;

        Agent state() {
            return switch (this) {
                case UNREGISTERED -> after();
                case WAITING -> after(registered(TOKEN));
                case CONNECTED -> after(registered(null), AgentRulesTest.CONNECTED);
                case DISCONNECTED -> after(registered(null), AgentRulesTest.CONNECTED, AgentRulesTest.DISCONNECTED);
                case WIPED_WHILE_WAITING -> after(registered(TOKEN), AgentRulesTest.DISCONNECTED);
                case ROTATED -> after(registered(TOKEN), AgentRulesTest.ROTATED);
                case DELETED -> after(registered(TOKEN), AgentRulesTest.DELETED);
            };
        }
    }

    private static Agent after(AgentEvent... events) {
        return Stream.of(events).reduce(Agent.UNREGISTERED, Agent::evolve, (_, last) -> last);
    }

    private static AgentRegistered registered(@Nullable Token token) {
        return new AgentRegistered(AGENT, OWNER, "bot", "Bot", "Does things", "custom", "{}", true,
                token == null ? null : token.hash(), token == null ? null : token.expiresAt(), NOON);
    }

    private static Decision<AgentEvent> connect(Agent state, String hash, Instant at) {
        return AgentRules.connect(state, new ConnectAgent(AGENT, hash, KEYS, Update.NOTHING, at));
    }

    private static Decision<AgentEvent> update(Agent state, UUID by, Update update, Instant at) {
        return AgentRules.update(state, new UpdateAgent(AGENT, by, update, at));
    }

    private static Decision<AgentEvent> rotate(Agent state, UUID by, Instant at) {
        return AgentRules.rotate(state, new RotateKey(AGENT, by, "new key", at));
    }

    private static Decision<AgentEvent> delete(Agent state, UUID by, Instant at) {
        return AgentRules.delete(state, new DeleteAgent(AGENT, by, at));
    }

    private static Decision<AgentEvent> disconnect(Agent state, UUID by, Instant at) {
        return AgentRules.disconnect(state, new DisconnectAgent(AGENT, by, at));
    }

    @Test
    void an_agent_that_comes_with_a_key_is_connected_with_key_version_1() {
        assertThat(AgentRules.register(new RegisterAgent(OWNER, AGENT, PROFILE, KEYS, null, NOON)))
                .containsExactly(registered(null), CONNECTED);
    }

    @Test
    void an_agent_without_a_key_waits_with_a_token() {
        assertThat(AgentRules.register(new RegisterAgent(OWNER, AGENT, PROFILE, null, TOKEN, NOON)))
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

    @ParameterizedTest
    @EnumSource
    void an_agent_of_another_account_is_updated_as_if_it_did_not_exist(Given given) {
        assertThat(Outcome.refusal(update(given.state(), STRANGER, Update.NOTHING, LATER))).isEqualTo(Refusal.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "UNREGISTERED, NOT_FOUND", "WAITING, ACCEPTED", "CONNECTED, ACCEPTED", "DISCONNECTED, ALREADY_DISCONNECTED",
        "WIPED_WHILE_WAITING, ALREADY_DISCONNECTED", "ROTATED, ACCEPTED", "DELETED, NOT_FOUND"
    })
    void an_agent_is_disconnected_once(Given given, String outcome) {
        assertThat(Outcome.of(disconnect(given.state(), OWNER, LATER))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @EnumSource
    void an_agent_of_another_account_is_disconnected_as_if_it_did_not_exist(Given given) {
        assertThat(Outcome.refusal(disconnect(given.state(), STRANGER, LATER))).isEqualTo(Refusal.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "WAITING, false, 0", "CONNECTED, true, 1", "DISCONNECTED, false, 0", "WIPED_WHILE_WAITING, false, 0", "ROTATED, true, 1"
    })
    void an_agent_has_a_key_from_connecting_to_disconnecting(Given given, boolean hasKey, int version) {
        assertThat((Registered) given.state()).extracting(Registered::hasKey, Registered::keyVersion)
                .containsExactly(hasKey, version);
    }

    @Test
    void a_version_names_one_key_for_ever() {
        assertThat(((Registered) Given.DISCONNECTED.state()).lastKeyVersion()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"WAITING, 1", "CONNECTED, 2", "DISCONNECTED, 2", "WIPED_WHILE_WAITING, 1", "ROTATED, 2"})
    void a_rotated_key_has_the_version_after_the_last_ever(Given given, int version) {
        assertThat(Outcome.event(rotate(given.state(), OWNER, LATER))).isEqualTo(new KeyRotated(AGENT, "new key", version, LATER));
    }

    @ParameterizedTest
    @EnumSource(names = {"WAITING", "CONNECTED", "DISCONNECTED", "WIPED_WHILE_WAITING", "ROTATED"})
    void a_rotation_brings_the_agent_in_and_ends_its_token(Given given) {
        var agent = (Registered) given.state().evolve(Outcome.event(rotate(given.state(), OWNER, LATER)));
        assertThat(agent).extracting(Registered::hasKey, Registered::disconnected, Registered::token)
                .containsExactly(true, false, null);
    }

    @Test
    void versions_go_on_through_every_way_to_lose_and_to_bring_a_key() {
        var agent = after(registered(TOKEN), CONNECTED, DISCONNECTED, new KeyRotated(AGENT, "b", 2, NOON),
                new KeyRotated(AGENT, "c", 3, NOON), DISCONNECTED);
        assertThat(((KeyRotated) Outcome.event(rotate(agent, OWNER, LATER))).keyVersion()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREGISTERED", "DELETED"})
    void what_is_not_there_has_no_key_to_rotate(Given given) {
        assertThat(Outcome.refusal(rotate(given.state(), OWNER, LATER))).isEqualTo(Refusal.NOT_FOUND);
    }

    @ParameterizedTest
    @EnumSource
    void the_key_of_another_accounts_agent_is_rotated_as_if_it_did_not_exist(Given given) {
        assertThat(Outcome.refusal(rotate(given.state(), STRANGER, LATER))).isEqualTo(Refusal.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "UNREGISTERED, NOT_FOUND", "WAITING, ACCEPTED", "CONNECTED, ACCEPTED", "DISCONNECTED, ACCEPTED",
        "WIPED_WHILE_WAITING, ACCEPTED", "ROTATED, ACCEPTED", "DELETED, NOT_FOUND"
    })
    void an_agent_is_deleted_once_in_whatever_state_it_is(Given given, String outcome) {
        assertThat(Outcome.of(delete(given.state(), OWNER, LATER))).isEqualTo(outcome);
    }

    @Test
    void a_deletion_tells_whose_the_agent_was() {
        assertThat(Outcome.event(delete(Given.CONNECTED.state(), OWNER, LATER))).isEqualTo(new AgentDeleted(AGENT, OWNER, LATER));
        assertThat(Given.DELETED.state()).isEqualTo(new Agent.Deleted(AGENT, OWNER, NOON));
    }

    @ParameterizedTest
    @EnumSource
    void an_agent_of_another_account_is_deleted_as_if_it_did_not_exist(Given given) {
        assertThat(Outcome.refusal(delete(given.state(), STRANGER, LATER))).isEqualTo(Refusal.NOT_FOUND);
    }

    @Test
    void a_deleted_agent_is_updated_as_if_it_did_not_exist() {
        assertThat(Outcome.refusal(update(Given.DELETED.state(), OWNER, Update.NOTHING, LATER))).isEqualTo(Refusal.NOT_FOUND);
    }

    @Test
    void nothing_brings_a_deleted_agent_back() {
        assertThat(after(registered(TOKEN), DELETED, CONNECTED, ROTATED, DISCONNECTED)).isEqualTo(Given.DELETED.state());
    }

    @Test
    void a_rotation_and_a_deletion_by_a_slow_clock_have_the_time_of_the_last_change() {
        var before = NOON.minusSeconds(1);
        assertThat(Outcome.event(rotate(Given.CONNECTED.state(), OWNER, before)).at()).isEqualTo(NOON);
        assertThat(Outcome.event(delete(Given.CONNECTED.state(), OWNER, before)).at()).isEqualTo(NOON);
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
    void a_disconnection_by_a_slow_clock_has_the_time_of_the_last_change() {
        assertThat(Outcome.event(disconnect(Given.CONNECTED.state(), OWNER, NOON.minusSeconds(1))).at()).isEqualTo(NOON);
    }
}
