package dev.agentpairing.commandside.agent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.agent.Agent.Registered;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.agent.AgentCommand.ConnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.DeleteAgent;
import dev.agentpairing.messages.agent.AgentCommand.DisconnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.Keys;
import dev.agentpairing.messages.agent.AgentCommand.Profile;
import dev.agentpairing.messages.agent.AgentCommand.RegisterAgent;
import dev.agentpairing.messages.agent.AgentCommand.RotateKey;
import dev.agentpairing.messages.agent.AgentCommand.Update;
import dev.agentpairing.messages.agent.AgentCommand.UpdateAgent;
import dev.agentpairing.messages.agent.AgentEvent;
import dev.agentpairing.messages.agent.AgentEvent.AgentConnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentDeleted;
import dev.agentpairing.messages.agent.AgentEvent.AgentDisconnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentRegistered;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.agent.AgentEvent.KeyRotated;
import dev.agentpairing.messages.agent.AgentEvent.SigningKeyGiven;

/** What may happen to an agent (contract, section 4). */
public final class AgentRules {

    private AgentRules() {}

    /** Whether the account may have it is the account's rule; this is what a registration says. */
    public static List<AgentEvent> register(RegisterAgent command) {
        var profile = command.profile();
        var token = command.token();
        var events = new ArrayList<AgentEvent>();
        events.add(new AgentRegistered(
                command.agentId(), command.accountId(), profile.slug(), profile.name(), profile.description(), profile.type(),
                profile.metadata(), profile.available(), token == null ? null : token.hash(), token == null ? null : token.expiresAt(),
                command.at()));
        if (command.keys() != null) {
            events.add(connected(command.agentId(), command.keys(), 1, command.at()));
        } else if (command.signingPublicKey() != null) {
            events.add(new SigningKeyGiven(command.agentId(), command.signingPublicKey(), command.at()));
        }
        return events;
    }

    /** A token lets one agent in, once, in time. What it says of its signing key counts more than what was said when it was registered. */
    public static Decision<AgentEvent> connect(Agent state, ConnectAgent command) {
        if (!(state instanceof Registered agent) || agent.token() == null || !agent.token().hash().equals(command.tokenHash())
                || !command.at().isBefore(agent.token().expiresAt())) {
            return Decision.refuse(Refusal.UNAUTHORIZED);
        }
        var at = notBefore(command.at(), agent);
        var events = new ArrayList<AgentEvent>(updated(agent, command.update(), at));
        events.add(connected(agent.agentId(), with(agent.signingPublicKey(), command.keys()), agent.lastKeyVersion() + 1, at));
        return Decision.accept(events);
    }

    public static Decision<AgentEvent> update(Agent state, UpdateAgent command) {
        if (!(state instanceof Registered agent) || !agent.accountId().equals(command.accountId())) {
            return Decision.refuse(Refusal.NOT_FOUND);
        }
        return Decision.accept(updated(agent, command.update(), notBefore(command.at(), agent)));
    }

    public static Decision<AgentEvent> disconnect(Agent state, DisconnectAgent command) {
        if (!(state instanceof Registered agent) || !agent.accountId().equals(command.accountId())) {
            return Decision.refuse(Refusal.NOT_FOUND);
        }
        return agent.disconnected() ? Decision.refuse(Refusal.ALREADY_DISCONNECTED)
                : Decision.accept(new AgentDisconnected(agent.agentId(), notBefore(command.at(), agent)));
    }

    /** In whatever state the agent is; its versions go on where they were. */
    public static Decision<AgentEvent> rotate(Agent state, RotateKey command) {
        if (!(state instanceof Registered agent) || !agent.accountId().equals(command.accountId())) {
            return Decision.refuse(Refusal.NOT_FOUND);
        }
        return Decision.accept(new KeyRotated(
                agent.agentId(), command.publicKey(), agent.lastKeyVersion() + 1, notBefore(command.at(), agent)));
    }

    public static Decision<AgentEvent> delete(Agent state, DeleteAgent command) {
        if (!(state instanceof Registered agent) || !agent.accountId().equals(command.accountId())) {
            return Decision.refuse(Refusal.NOT_FOUND);
        }
        return Decision.accept(new AgentDeleted(agent.agentId(), agent.accountId(), notBefore(command.at(), agent)));
    }

    private static AgentConnected connected(UUID agentId, Keys keys, int version, Instant at) {
        return new AgentConnected(agentId, keys.publicKey(), keys.signingPublicKey(), version, at);
    }

    private static Keys with(@Nullable String signingPublicKey, Keys given) {
        return given.signingPublicKey() == null ? new Keys(given.publicKey(), signingPublicKey) : given;
    }

    /** Nothing happens when nothing changes. */
    private static List<AgentEvent> updated(Registered agent, Update update, Instant at) {
        var was = agent.profile();
        var is = new Profile(
                was.slug(), or(update.name(), was.name()), update.description() == null ? was.description() : update.description(),
                or(update.type(), was.type()), or(update.metadata(), was.metadata()), or(update.available(), was.available()));
        return is.equals(was) ? List.of() : List.of(new AgentUpdated(
                agent.agentId(), is.name(), is.description(), is.type(), is.metadata(), is.available(), at));
    }

    private static <T> T or(@Nullable T given, T present) {
        return Objects.requireNonNullElse(given, present);
    }

    /** Clocks of nodes differ; time within one stream never runs backwards. */
    private static Instant notBefore(Instant at, Registered agent) {
        return at.isBefore(agent.changedAt()) ? agent.changedAt() : at;
    }
}
