package dev.agentpairing.messages.agent;

import java.time.Instant;
import java.util.UUID;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What happened to one agent. */
public sealed interface AgentEvent {

    UUID agentId();

    Instant at();

    /** @param connectTokenHash null when the agent comes with a key */
    @Revision("1")
    record AgentRegistered(
            UUID agentId,
            UUID accountId,
            String slug,
            String name,
            @Nullable String description,
            String type,
            String metadata,
            boolean available,
            @Nullable String connectTokenHash,
            @Nullable Instant connectTokenExpiresAt,
            Instant at) implements AgentEvent {}

    /** A signing key was given before there was a public key. It counts once the agent is connected, unless it brings another then. */
    @Revision("1")
    record SigningKeyGiven(UUID agentId, String signingPublicKey, Instant at) implements AgentEvent {}

    /** A public key was brought in. A version names one key for ever. @param signingPublicKey the one that counts from now on */
    @Revision("1")
    record AgentConnected(UUID agentId, String publicKey, @Nullable String signingPublicKey, int keyVersion, Instant at)
            implements AgentEvent {}

    /** The whole profile as it is now. */
    @Revision("1")
    record AgentUpdated(
            UUID agentId, String name, @Nullable String description, String type, String metadata, boolean available, Instant at)
            implements AgentEvent {}

    @Revision("1")
    record AgentDisconnected(UUID agentId, Instant at) implements AgentEvent {}

    /** Another public key took the place of the one before, if there was one. The signing key stays. */
    @Revision("1")
    record KeyRotated(UUID agentId, String publicKey, int keyVersion, Instant at) implements AgentEvent {}

    /** The last event of an agent. @param accountId whose it was */
    @Revision("1")
    record AgentDeleted(UUID agentId, UUID accountId, Instant at) implements AgentEvent {}
}
