package dev.agentpairing.commandside.agent;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.agent.AgentCommand.Profile;
import dev.agentpairing.messages.agent.AgentCommand.Token;
import dev.agentpairing.messages.agent.AgentEvent;
import dev.agentpairing.messages.agent.AgentEvent.AgentConnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentDeleted;
import dev.agentpairing.messages.agent.AgentEvent.AgentDisconnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentRegistered;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.agent.AgentEvent.KeyRotated;
import dev.agentpairing.messages.agent.AgentEvent.SigningKeyGiven;

/** The state of one agent (contract, section 4). What may happen in it: {@link AgentRules}. */
public sealed interface Agent {

    Agent UNREGISTERED = new Unregistered();

    /** The last one it had. */
    String name();

    /** Of the key it holds; 0 without one. */
    int keyVersion();

    Instant changedAt();

    record Unregistered() implements Agent {

        @Override
        public String name() {
            return "";
        }

        @Override
        public int keyVersion() {
            return 0;
        }

        @Override
        public Instant changedAt() {
            return Instant.MIN;
        }
    }

    /**
     * @param lastKeyVersion of the last key it ever held, so that a version names one key
     * @param disconnected whether its keys were wiped
     * @param signingPublicKey given ahead, for the key that it connects with; null when there is none
     * @param token lets it connect once; null when there is none out
     */
    record Registered(
            UUID agentId, UUID accountId, Profile profile, int keyVersion, int lastKeyVersion, boolean disconnected,
            @Nullable String signingPublicKey, @Nullable Token token, Instant changedAt) implements Agent {

        @Override
        public String name() {
            return profile.name();
        }

        public boolean hasKey() {
            return keyVersion > 0;
        }

        /** Whatever brings in a key ends the token that is still out, and with it what was kept for it. */
        private Registered withKey(int version, Instant at) {
            return new Registered(agentId, accountId, profile, version, version, false, null, null, at);
        }
    }

    /** For every rule as if it had never been. @param accountId whose it was */
    record Deleted(UUID agentId, UUID accountId, String name, Instant changedAt) implements Agent {

        @Override
        public int keyVersion() {
            return 0;
        }
    }

    default Agent evolve(AgentEvent event) {
        return switch (event) {
            case AgentRegistered e -> new Registered(
                    e.agentId(), e.accountId(),
                    new Profile(e.slug(), e.name(), e.description(), e.type(), e.metadata(), e.available()),
                    0, 0, false, null,
                    e.connectTokenHash() == null || e.connectTokenExpiresAt() == null ? null
                            : new Token(e.connectTokenHash(), e.connectTokenExpiresAt()),
                    e.at());
            case SigningKeyGiven e when this instanceof Registered r -> new Registered(
                    r.agentId, r.accountId, r.profile, r.keyVersion, r.lastKeyVersion, r.disconnected, e.signingPublicKey(), r.token,
                    e.at());
            case AgentConnected e when this instanceof Registered r -> r.withKey(e.keyVersion(), e.at());
            case KeyRotated e when this instanceof Registered r -> r.withKey(e.keyVersion(), e.at());
            case AgentUpdated e when this instanceof Registered r -> new Registered(
                    r.agentId, r.accountId,
                    new Profile(r.profile.slug(), e.name(), e.description(), e.type(), e.metadata(), e.available()),
                    r.keyVersion, r.lastKeyVersion, r.disconnected, r.signingPublicKey, r.token, e.at());
            case AgentDisconnected e when this instanceof Registered r ->
                new Registered(r.agentId, r.accountId, r.profile, 0, r.lastKeyVersion, true, null, null, e.at());
            case AgentDeleted e -> new Deleted(e.agentId(), e.accountId(), name(), e.at());
            case SigningKeyGiven _, AgentConnected _, KeyRotated _, AgentUpdated _, AgentDisconnected _ -> this;
        };
    }
}
