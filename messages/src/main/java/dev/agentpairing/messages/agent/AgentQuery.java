package dev.agentpairing.messages.agent;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What an account can know of agents: of its own everything, of those of a connected account whom it can propose to. */
public sealed interface AgentQuery {

    /** Oldest first. Answered with {@link Items}. */
    record ListAgents(UUID accountId) implements AgentQuery {}

    /** Answered with {@link Item}, or null. */
    record GetAgent(UUID accountId, UUID agentId) implements AgentQuery {}

    /**
     * Those of an account that others can propose to now, oldest first. Whether they may know is for the asker to find out. Answered
     * with {@link Items}.
     */
    record ListAvailable(UUID accountId) implements AgentQuery {}

    /** Answered with {@link Item}, or null. */
    record FindAgent(UUID accountId, String slug) implements AgentQuery {}

    /** Whom does this connection token let in? Answered with {@link TokenHolder}, or null for a used or unknown one. */
    record FindConnectToken(String hash) implements AgentQuery {}

    record Items(List<Item> items) {}

    enum ConnectionState { PENDING, CONNECTED, DISCONNECTED }

    /**
     * @param keyVersion 0 without a key
     * @param lastSeenAt null before it has ever connected or called
     */
    record Item(
            UUID agentId,
            String slug,
            String name,
            @Nullable String description,
            String type,
            ConnectionState state,
            boolean available,
            @Nullable String publicKey,
            @Nullable String signingPublicKey,
            int keyVersion,
            @Nullable Instant lastSeenAt,
            String metadata,
            Instant createdAt) {}

    record TokenHolder(UUID agentId, UUID accountId, Instant expiresAt) {}
}
