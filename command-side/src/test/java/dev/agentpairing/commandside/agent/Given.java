package dev.agentpairing.commandside.agent;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.agent.AgentCommand.Keys;
import dev.agentpairing.messages.agent.AgentCommand.Profile;
import dev.agentpairing.messages.agent.AgentCommand.Token;
import dev.agentpairing.messages.agent.AgentEvent;
import dev.agentpairing.messages.agent.AgentEvent.AgentConnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentDeleted;
import dev.agentpairing.messages.agent.AgentEvent.AgentDisconnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentRegistered;
import dev.agentpairing.messages.agent.AgentEvent.KeyRotated;

/** Where an agent stands when a test begins. */
enum Given {
    UNREGISTERED, WAITING, CONNECTED, DISCONNECTED, WIPED_WHILE_WAITING, ROTATED, DELETED;

    static final UUID AGENT = new UUID(2, 1);
    static final UUID OWNER = new UUID(1, 1);
    static final UUID STRANGER = new UUID(1, 2);
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");
    static final Instant LATER = NOON.plusSeconds(60);

    static final Profile PROFILE = new Profile("bot", "Bot", "Does things", "custom", "{}", true);
    static final Keys KEYS = new Keys("key", "signing key");
    static final Token TOKEN = new Token("hash", NOON.plusSeconds(3600));

    Agent state() {
        return switch (this) {
            case UNREGISTERED -> after();
            case WAITING -> after(registered(TOKEN));
            case CONNECTED -> after(registered(null), connected());
            case DISCONNECTED -> after(registered(null), connected(), disconnected());
            case WIPED_WHILE_WAITING -> after(registered(TOKEN), disconnected());
            case ROTATED -> after(registered(TOKEN), rotated());
            case DELETED -> after(registered(TOKEN), deleted());
        };
    }

    static Agent after(AgentEvent... events) {
        return Stream.of(events).reduce(Agent.UNREGISTERED, Agent::evolve, (_, last) -> last);
    }

    static AgentRegistered registered(@Nullable Token token) {
        return new AgentRegistered(AGENT, OWNER, "bot", "Bot", "Does things", "custom", "{}", true,
                token == null ? null : token.hash(), token == null ? null : token.expiresAt(), NOON);
    }

    static AgentConnected connected() {
        return new AgentConnected(AGENT, "key", "signing key", 1, NOON);
    }

    static AgentDisconnected disconnected() {
        return new AgentDisconnected(AGENT, NOON);
    }

    static KeyRotated rotated() {
        return new KeyRotated(AGENT, "other key", 1, NOON);
    }

    static AgentDeleted deleted() {
        return new AgentDeleted(AGENT, OWNER, NOON);
    }
}
