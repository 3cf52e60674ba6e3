package dev.agentpairing.commandside.agent;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.agentpairing.commandside.Outcome;
import dev.agentpairing.commandside.agent.Agent.Registered;
import dev.agentpairing.messages.agent.AgentCommand.ConnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.Keys;
import dev.agentpairing.messages.agent.AgentCommand.RegisterAgent;
import dev.agentpairing.messages.agent.AgentCommand.Update;
import dev.agentpairing.messages.agent.AgentEvent.AgentConnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.agent.AgentEvent.SigningKeyGiven;

import static dev.agentpairing.commandside.agent.Given.AGENT;
import static dev.agentpairing.commandside.agent.Given.LATER;
import static dev.agentpairing.commandside.agent.Given.NOON;
import static dev.agentpairing.commandside.agent.Given.OWNER;
import static dev.agentpairing.commandside.agent.Given.PROFILE;
import static dev.agentpairing.commandside.agent.Given.TOKEN;
import static dev.agentpairing.commandside.agent.Given.after;
import static dev.agentpairing.commandside.agent.Given.connected;
import static dev.agentpairing.commandside.agent.Given.deleted;
import static dev.agentpairing.commandside.agent.Given.disconnected;
import static dev.agentpairing.commandside.agent.Given.registered;
import static dev.agentpairing.commandside.agent.Given.rotated;
import static org.assertj.core.api.Assertions.assertThat;

/** A signing key that is given before there is a public key. */
class SigningKeyRulesTest {

    private static final SigningKeyGiven GIVEN = new SigningKeyGiven(AGENT, "given ahead", NOON);
    private static final Agent WAITING = after(registered(TOKEN), GIVEN);

    private static @Nullable String signingKeyAfterConnecting(Agent state, @Nullable String brought) {
        var command = new ConnectAgent(AGENT, "hash", new Keys("key", brought), Update.NOTHING, LATER);
        return ((AgentConnected) Outcome.event(AgentRules.connect(state, command))).signingPublicKey();
    }

    private static @Nullable String kept(Agent state) {
        return ((Registered) state).signingPublicKey();
    }

    @Test
    void without_the_other_key_it_is_told_beside_the_registration() {
        assertThat(AgentRules.register(new RegisterAgent(OWNER, AGENT, PROFILE, null, "given ahead", TOKEN, NOON)))
                .containsExactly(registered(TOKEN), GIVEN);
    }

    @ParameterizedTest
    @CsvSource({"given ahead, , given ahead", "given ahead, brought, brought", ", brought, brought", ", ,"})
    void what_is_brought_counts_more_than_what_was_given_ahead(
            @Nullable String ahead, @Nullable String brought, @Nullable String signingKey) {
        var state = ahead == null ? after(registered(TOKEN)) : WAITING;
        assertThat(signingKeyAfterConnecting(state, brought)).isEqualTo(signingKey);
    }

    @Test
    void an_agent_that_has_nothing_but_a_signing_key_waits_with_its_token() {
        assertThat((Registered) WAITING).extracting(Registered::hasKey, Registered::disconnected, Registered::token)
                .containsExactly(false, false, TOKEN);
    }

    @Test
    void a_changed_profile_does_not_lose_it() {
        var updated = WAITING.evolve(new AgentUpdated(AGENT, "New", null, "custom", "{}", true, NOON));
        assertThat(signingKeyAfterConnecting(updated, null)).isEqualTo("given ahead");
    }

    @Test
    void nothing_is_kept_any_more_once_a_key_was_brought_in_or_wiped() {
        assertThat(kept(WAITING)).isEqualTo("given ahead");
        assertThat(kept(WAITING.evolve(connected()))).isNull();
        assertThat(kept(WAITING.evolve(rotated()))).isNull();
        assertThat(kept(WAITING.evolve(disconnected()))).isNull();
    }

    @Test
    void it_brings_nothing_back() {
        assertThat(after(registered(TOKEN), deleted(), GIVEN)).isEqualTo(Given.DELETED.state());
    }
}
