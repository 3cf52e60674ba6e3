package dev.agentpairing.commandside.agent;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.Outcome;
import dev.agentpairing.commandside.agent.Agent.Registered;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.agent.AgentCommand.DisconnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.RotateKey;
import dev.agentpairing.messages.agent.AgentEvent;
import dev.agentpairing.messages.agent.AgentEvent.KeyRotated;

import static dev.agentpairing.commandside.agent.Given.AGENT;
import static dev.agentpairing.commandside.agent.Given.LATER;
import static dev.agentpairing.commandside.agent.Given.NOON;
import static dev.agentpairing.commandside.agent.Given.OWNER;
import static dev.agentpairing.commandside.agent.Given.STRANGER;
import static dev.agentpairing.commandside.agent.Given.TOKEN;
import static dev.agentpairing.commandside.agent.Given.after;
import static dev.agentpairing.commandside.agent.Given.connected;
import static dev.agentpairing.commandside.agent.Given.disconnected;
import static dev.agentpairing.commandside.agent.Given.registered;
import static org.assertj.core.api.Assertions.assertThat;

/** How an agent loses its key and gets another one. */
class AgentKeyRulesTest {

    private static Decision<AgentEvent> rotate(Agent state, UUID by, Instant at) {
        return AgentRules.rotate(state, new RotateKey(AGENT, by, "new key", at));
    }

    private static Decision<AgentEvent> disconnect(Agent state, UUID by, Instant at) {
        return AgentRules.disconnect(state, new DisconnectAgent(AGENT, by, at));
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
        var agent = after(registered(TOKEN), connected(), disconnected(), new KeyRotated(AGENT, "b", 2, NOON),
                new KeyRotated(AGENT, "c", 3, NOON), disconnected());
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

    @Test
    void a_disconnection_by_a_slow_clock_has_the_time_of_the_last_change() {
        assertThat(Outcome.event(disconnect(Given.CONNECTED.state(), OWNER, NOON.minusSeconds(1))).at()).isEqualTo(NOON);
    }

    @Test
    void a_rotation_by_a_slow_clock_has_the_time_of_the_last_change() {
        assertThat(Outcome.event(rotate(Given.CONNECTED.state(), OWNER, NOON.minusSeconds(1))).at()).isEqualTo(NOON);
    }
}
