package dev.agentpairing.messages.pairing;

import java.time.Instant;
import java.util.UUID;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What happened to one pairing. */
public sealed interface PairingEvent {

    UUID pairingId();

    Instant at();

    /** @param permission from the proposer's side */
    @Revision("1")
    record PairingProposed(
            UUID pairingId,
            UUID connectionId,
            UUID proposerId,
            UUID otherId,
            UUID proposerAgentId,
            UUID otherAgentId,
            Permission permission,
            Instant expiresAt,
            Instant at) implements PairingEvent {}

    /** The key versions are those that were confirmed; agents in canonical order. */
    @Revision("1")
    record PairingConfirmed(UUID pairingId, UUID accountId, int agentAKeyVersion, int agentBKeyVersion, Instant at)
            implements PairingEvent {}

    /**
     * From then on only the other side may confirm.
     *
     * @param permission from the proposer's side, whoever changed it
     */
    @Revision("1")
    record PermissionChanged(UUID pairingId, UUID accountId, Permission permission, Instant expiresAt, Instant at)
            implements PairingEvent {}

    /**
     * @param accountId who caused it; null for expiry
     * @param note the caller's own words; null where there are none
     */
    @Revision("1")
    record PairingRevoked(UUID pairingId, @Nullable UUID accountId, RevocationReason reason, @Nullable String note, Instant at)
            implements PairingEvent {}
}
