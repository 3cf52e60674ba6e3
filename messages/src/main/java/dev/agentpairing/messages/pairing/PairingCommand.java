package dev.agentpairing.messages.pairing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.axonframework.commandhandling.RoutingKey;
import org.jspecify.annotations.Nullable;

/** What an account can ask of pairings. {@code accountId} is the account that asks; {@code at} has microseconds. */
public sealed interface PairingCommand {

    Instant at();

    /** Answered with {@link Proposed}. */
    record ProposePairing(
            @RoutingKey UUID connectionId,
            UUID pairingId,
            UUID accountId,
            UUID myAgentId,
            UUID theirAgentId,
            Permission permission,
            Instant at) implements PairingCommand {}

    /**
     * Answered with the moment of confirmation.
     *
     * @param ifMatch entity tags one of which the pairing must have; null: whatever it has
     */
    record ConfirmPairing(@RoutingKey UUID pairingId, UUID accountId, @Nullable List<String> ifMatch, Instant at)
            implements PairingCommand {}

    /**
     * @param mayRevoke whether the credential is allowed to; decided here, because strangers must get "not found" first
     * @param note the caller's own words, kept in the history
     */
    record RevokePairing(
            @RoutingKey UUID pairingId,
            UUID accountId,
            boolean mayRevoke,
            @Nullable String note,
            @Nullable List<String> ifMatch,
            Instant at) implements PairingCommand {}

    record Proposed(UUID pairingId, Party mine, Party theirs, Instant createdAt, Instant expiresAt) {}

    /** An agent as it is named in a proposal's answer. */
    record Party(UUID agentId, String slug, String name) {}
}
