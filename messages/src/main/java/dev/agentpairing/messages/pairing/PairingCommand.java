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

    /**
     * Answered with {@link PermissionNow}.
     *
     * @param permission from the caller's side
     */
    record ChangePermission(
            @RoutingKey UUID pairingId, UUID accountId, Permission permission, @Nullable List<String> ifMatch, Instant at)
            implements PairingCommand {}

    /** By the side that is awaited. */
    record DeclinePairing(@RoutingKey UUID pairingId, UUID accountId, Instant at) implements PairingCommand {}

    /** By the side that made the last change. */
    record WithdrawPairing(@RoutingKey UUID pairingId, UUID accountId, Instant at) implements PairingCommand {}

    /** By the service itself: ends the pairing if it is pending and its time was over at {@code at}, and is never refused. */
    record ExpirePairing(@RoutingKey UUID pairingId, Instant at) implements PairingCommand {}

    /**
     * By the service itself: ends the pairing if it is open though this agent of it has no key, as when one node let it begin in the very
     * moment in which another took the key away. It is never refused.
     */
    record EndStranded(@RoutingKey UUID pairingId, UUID agentId, Instant at) implements PairingCommand {}

    /** @param changed whether it was another one before */
    record PermissionNow(PairingStatus status, boolean changed) {}

    record Proposed(UUID pairingId, Party mine, Party theirs, Instant createdAt, Instant expiresAt) {}

    /** An agent as it is named in a proposal's answer. */
    record Party(UUID agentId, String slug, String name) {}
}
