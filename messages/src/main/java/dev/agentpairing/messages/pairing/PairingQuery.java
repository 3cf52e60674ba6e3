package dev.agentpairing.messages.pairing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What an account can know of pairings. What belongs to others is answered like what does not exist: with null. */
public sealed interface PairingQuery {

    /**
     * The account's pairings under one connection, newest first. Answered with {@link Page}, an empty one for strangers.
     *
     * @param statuses none: every status
     * @param agentId null: every agent
     * @param limit 0: all of them
     * @param after null: from the newest
     * @param asOf null: as they are now; else as they were then, when all that had happened up to and at that moment was shown
     */
    record ListPairings(
            UUID accountId,
            UUID connectionId,
            Set<PairingStatus> statuses,
            @Nullable UUID agentId,
            int limit,
            @Nullable Place after,
            @Nullable Instant asOf) implements PairingQuery {}

    /**
     * The account's pairings under all of its connections, newest first. Answered with {@link Page}.
     *
     * @param statuses none: every status
     * @param agentId null: every agent
     * @param awaitingMe only those that wait for this account
     * @param limit at least 1
     * @param after null: from the newest
     */
    record ListAllPairings(
            UUID accountId, Set<PairingStatus> statuses, @Nullable UUID agentId, boolean awaitingMe, int limit, @Nullable Place after)
            implements PairingQuery {}

    /** Answered with {@link Item}, or null. */
    record GetPairing(UUID accountId, UUID pairingId) implements PairingQuery {}

    /**
     * May {@code from} send to {@code to}? Answered with {@link Verdict}, or null unless the account owns one of the two.
     *
     * @param asOf as of {@link ListPairings}
     */
    record Check(UUID accountId, UUID from, UUID to, @Nullable Instant asOf) implements PairingQuery {}

    /** How many pairings are open under each of the account's connections? Answered with {@link Counts}. */
    record CountPairings(UUID accountId) implements PairingQuery {}

    /**
     * With which agents of others do agents of this account have an active pairing? Answered with {@link Partners}, each once, by slug.
     *
     * @param agentId pairings of this agent of the account only; null: of all of them
     * @param slug partners of this slug only; null: all of them
     */
    record ListPartners(UUID accountId, @Nullable UUID agentId, @Nullable String slug) implements PairingQuery {}

    record Partners(List<Partner> partners) {}

    /**
     * @param connected whether it has a key
     * @param receives whether an agent of the account may send to it
     */
    record Partner(UUID agentId, String slug, String name, UUID accountId, boolean connected, boolean receives) {}

    /** By connection id; a connection without open pairings is absent. */
    record Counts(Map<UUID, Count> byConnection) {}

    /** @param awaiting pending pairings that wait for the asking account */
    record Count(int active, int awaiting) {}

    /** A place in a list that is ordered by creation and then id, both descending. */
    record Place(Instant createdAt, UUID pairingId) {}

    /** @param more whether items follow the last one */
    record Page(List<Item> items, boolean more) {}

    /**
     * A pairing from one account's side.
     *
     * @param permission from the viewer's side, {@code rawPermission} from the proposer's
     * @param expiresAt null unless pending
     * @param revokedBy null for expiry
     * @param awaiting the account that must confirm, or null
     * @param version sequence number of the pairing's last event that it shows
     */
    record Item(
            UUID pairingId,
            Side agentA,
            Side agentB,
            PairingStatus status,
            Permission permission,
            Permission rawPermission,
            UUID proposedBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant confirmedAt,
            @Nullable Instant revokedAt,
            @Nullable RevocationReason revocationReason,
            @Nullable UUID revokedBy,
            @Nullable UUID awaiting,
            long version) {}

    /** One agent of a pairing, with its key as it is now: null and version 0 once wiped. */
    record Side(UUID agentId, String slug, String name, UUID accountId, @Nullable String publicKey, int keyVersion) {}

    /** @param permission from the asking account's side; null without a pairing */
    record Verdict(Reason reason, @Nullable UUID pairingId, @Nullable Permission permission) {

        public boolean allowed() {
            return reason == Reason.PAIRED || reason == Reason.SAME_ACCOUNT;
        }
    }

    enum Reason { PAIRED, SAME_ACCOUNT, NO_PAIRING, PENDING, REVOKED, DIRECTION }
}
