package dev.agentpairing.messages.agent;

import java.time.Instant;
import java.util.UUID;

import org.axonframework.commandhandling.RoutingKey;
import org.jspecify.annotations.Nullable;

/** What an account can ask of its agents. */
public sealed interface AgentCommand {

    Instant at();

    /**
     * Answered with the agent's id; another than the command's where that repeats an earlier one.
     *
     * @param keys null: the agent is to connect later, with the token
     * @param signingPublicKey counts for one that connects later without another; null if {@code keys} are given
     * @param token null if {@code keys} are given
     */
    record RegisterAgent(
            @RoutingKey UUID accountId,
            UUID agentId,
            Profile profile,
            @Nullable Keys keys,
            @Nullable String signingPublicKey,
            @Nullable Token token,
            Instant at) implements AgentCommand {}

    /** A signing key that it was registered with stays when it brings none. Answered with the agent's slug. */
    record ConnectAgent(@RoutingKey UUID agentId, String tokenHash, Keys keys, Update update, Instant at) implements AgentCommand {}

    record UpdateAgent(@RoutingKey UUID agentId, UUID accountId, Update update, Instant at) implements AgentCommand {}

    /** Wipes the keys and ends every open pairing of the agent, at once. Answered with the agent's slug. */
    record DisconnectAgent(@RoutingKey UUID agentId, UUID accountId, Instant at) implements AgentCommand {}

    /** Also brings in an agent that has no key, or none any more. Answered with {@link Rotated}. */
    record RotateKey(@RoutingKey UUID agentId, UUID accountId, String publicKey, Instant at) implements AgentCommand {}

    /** Frees the agent's slug and ends every open pairing of it, at once. */
    record DeleteAgent(@RoutingKey UUID agentId, UUID accountId, Instant at) implements AgentCommand {}

    record Rotated(String slug, int keyVersion) {}

    /** @param metadata a JSON object in compact form */
    record Profile(String slug, String name, @Nullable String description, String type, String metadata, boolean available) {}

    /** New values for parts of a profile; null leaves a part as it is. */
    record Update(
            @Nullable String name,
            @Nullable String description,
            @Nullable String type,
            @Nullable String metadata,
            @Nullable Boolean available) {

        public static final Update NOTHING = new Update(null, null, null, null, null);
    }

    /** Public keys as they were given: base64 of X25519, and of Ed25519 where there is one. */
    record Keys(String publicKey, @Nullable String signingPublicKey) {}

    /** What is kept of a connection token. */
    record Token(String hash, Instant expiresAt) {}
}
