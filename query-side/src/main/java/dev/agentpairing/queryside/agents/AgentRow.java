package dev.agentpairing.queryside.agents;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.agent.AgentEvent.AgentConnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentRegistered;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.agent.AgentQuery.ConnectionState;

/** An agent: who it is, and what lets it in. */
record AgentRow(UUID agentId, UUID accountId, String slug, Profile profile, ConnectionState state, Access access,
        Instant createdAt) {

    record Profile(String name, @Nullable String description, String type, String metadata, boolean available) {}

    /** @param keyVersion 0 without a key */
    record Access(
            @Nullable String publicKey,
            @Nullable String signingPublicKey,
            int keyVersion,
            @Nullable String tokenHash,
            @Nullable Instant tokenExpiresAt) {

        static final Access NONE = new Access(null, null, 0, null, null);
    }

    static AgentRow of(AgentRegistered event) {
        return new AgentRow(event.agentId(), event.accountId(), event.slug(),
                new Profile(event.name(), event.description(), event.type(), event.metadata(), event.available()),
                ConnectionState.PENDING, new Access(null, null, 0, event.connectTokenHash(), event.connectTokenExpiresAt()),
                event.at());
    }

    /** A key brought in makes a connection token that is still out worthless (contract, section 4). */
    AgentRow after(AgentConnected event) {
        return with(ConnectionState.CONNECTED,
                new Access(event.publicKey(), event.signingPublicKey(), event.keyVersion(), null, null));
    }

    AgentRow after(AgentUpdated event) {
        return new AgentRow(agentId, accountId, slug,
                new Profile(event.name(), event.description(), event.type(), event.metadata(), event.available()),
                state, access, createdAt);
    }

    AgentRow disconnected() {
        return with(ConnectionState.DISCONNECTED, Access.NONE);
    }

    private AgentRow with(ConnectionState newState, Access newAccess) {
        return new AgentRow(agentId, accountId, slug, profile, newState, newAccess, createdAt);
    }
}
