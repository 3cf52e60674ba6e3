package dev.agentpairing.queryside.agents;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.agent.AgentEvent.AgentConnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentRegistered;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.agent.AgentEvent.KeyRotated;
import dev.agentpairing.messages.agent.AgentEvent.SigningKeyGiven;

/**
 * An agent: who it is, and what lets it in. A deleted one stays as a row, so that an event delivered late cannot bring it back.
 *
 * @param connectedAt when it came in last; null if it never did
 */
record AgentRow(UUID agentId, UUID accountId, String slug, Profile profile, State state, Access access, @Nullable Instant connectedAt,
        Instant createdAt) {

    /** With the one state that nobody gets to see. */
    enum State { PENDING, CONNECTED, DISCONNECTED, DELETED }

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
                State.PENDING, new Access(null, null, 0, event.connectTokenHash(), event.connectTokenExpiresAt()),
                null, event.at());
    }

    /** Waits with the rest of what was given, for whatever brings in a key. */
    AgentRow after(SigningKeyGiven event) {
        return new AgentRow(agentId, accountId, slug, profile, state,
                new Access(access.publicKey(), event.signingPublicKey(), access.keyVersion(), access.tokenHash(), access.tokenExpiresAt()),
                connectedAt, createdAt);
    }

    /** A key brought in makes a connection token that is still out worthless (contract, section 4). */
    AgentRow after(AgentConnected event) {
        return connected(new Access(event.publicKey(), event.signingPublicKey(), event.keyVersion(), null, null), event.at());
    }

    /** Comes in only if it was not in before. */
    AgentRow after(KeyRotated event) {
        var at = state == State.CONNECTED && connectedAt != null ? connectedAt : event.at();
        return connected(new Access(event.publicKey(), access.signingPublicKey(), event.keyVersion(), null, null), at);
    }

    AgentRow after(AgentUpdated event) {
        return new AgentRow(agentId, accountId, slug,
                new Profile(event.name(), event.description(), event.type(), event.metadata(), event.available()),
                state, access, connectedAt, createdAt);
    }

    /** What lets it in is gone. */
    AgentRow out(State end) {
        return new AgentRow(agentId, accountId, slug, profile, end, Access.NONE, connectedAt, createdAt);
    }

    private AgentRow connected(Access newAccess, Instant at) {
        return new AgentRow(agentId, accountId, slug, profile, State.CONNECTED, newAccess, at, createdAt);
    }
}
