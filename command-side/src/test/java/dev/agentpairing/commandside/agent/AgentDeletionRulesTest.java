package dev.agentpairing.commandside.agent;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.Outcome;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.agent.AgentCommand.DeleteAgent;
import dev.agentpairing.messages.agent.AgentEvent;
import dev.agentpairing.messages.agent.AgentEvent.AgentDeleted;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;

import static dev.agentpairing.commandside.agent.Given.AGENT;
import static dev.agentpairing.commandside.agent.Given.LATER;
import static dev.agentpairing.commandside.agent.Given.NOON;
import static dev.agentpairing.commandside.agent.Given.OWNER;
import static dev.agentpairing.commandside.agent.Given.STRANGER;
import static dev.agentpairing.commandside.agent.Given.TOKEN;
import static dev.agentpairing.commandside.agent.Given.after;
import static dev.agentpairing.commandside.agent.Given.connected;
import static dev.agentpairing.commandside.agent.Given.deleted;
import static dev.agentpairing.commandside.agent.Given.disconnected;
import static dev.agentpairing.commandside.agent.Given.registered;
import static dev.agentpairing.commandside.agent.Given.rotated;
import static org.assertj.core.api.Assertions.assertThat;

/** What a deletion ends for good. */
class AgentDeletionRulesTest {

    private static Decision<AgentEvent> delete(Agent state, UUID by, Instant at) {
        return AgentRules.delete(state, new DeleteAgent(AGENT, by, at));
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
    void a_deletion_tells_whose_the_agent_was_and_its_last_name_is_remembered() {
        assertThat(Outcome.event(delete(Given.CONNECTED.state(), OWNER, LATER))).isEqualTo(new AgentDeleted(AGENT, OWNER, LATER));
        assertThat(Given.DELETED.state()).isEqualTo(new Agent.Deleted(AGENT, OWNER, "Bot", NOON));
    }

    @ParameterizedTest
    @EnumSource
    void an_agent_of_another_account_is_deleted_as_if_it_did_not_exist(Given given) {
        assertThat(Outcome.refusal(delete(given.state(), STRANGER, LATER))).isEqualTo(Refusal.NOT_FOUND);
    }

    @Test
    void nothing_brings_a_deleted_agent_back() {
        var updated = new AgentUpdated(AGENT, "New", null, "custom", "{}", true, LATER);
        assertThat(after(registered(TOKEN), deleted(), connected(), rotated(), updated, disconnected())).isEqualTo(Given.DELETED.state());
    }

    @Test
    void a_deletion_by_a_slow_clock_has_the_time_of_the_last_change() {
        assertThat(Outcome.event(delete(Given.CONNECTED.state(), OWNER, NOON.minusSeconds(1))).at()).isEqualTo(NOON);
    }
}
