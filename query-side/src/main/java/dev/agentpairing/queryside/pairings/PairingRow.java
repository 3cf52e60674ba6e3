package dev.agentpairing.queryside.pairings;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.pairing.AgentPair;
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingProposed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.PairingEvent.PermissionChanged;
import dev.agentpairing.messages.pairing.PairingStatus;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;

/**
 * A pairing as neither side sees it.
 *
 * @param permission from the proposer's side
 * @param awaitingId the account that must confirm; null unless pending
 * @param dueAt when it expires if it is pending then. It stays when the pairing is confirmed or over, because it is indexed: a row
 *     whose indexed columns stay as they are is changed in its place (PostgreSQL's heap-only tuples)
 * @param changedAt when the last event of its stream happened
 */
record PairingRow(
        UUID pairingId,
        UUID connectionId,
        AgentPair agents,
        UUID proposerId,
        UUID otherId,
        Permission permission,
        PairingStatus status,
        @Nullable UUID awaitingId,
        Instant createdAt,
        Instant dueAt,
        @Nullable Instant confirmedAt,
        @Nullable Instant revokedAt,
        @Nullable RevocationReason reason,
        @Nullable UUID revokedBy,
        Instant changedAt) {

    /** One more event of its stream; {@code row} is null for the first one only. */
    static PairingRow after(@Nullable PairingRow row, PairingEvent event) {
        return switch (event) {
            case PairingProposed proposed -> of(proposed);
            case PairingConfirmed confirmed -> row.after(confirmed);
            case PermissionChanged changed -> row.after(changed);
            case PairingRevoked revoked -> row.after(revoked);
        };
    }

    private static PairingRow of(PairingProposed event) {
        return new PairingRow(event.pairingId(), event.connectionId(),
                AgentPair.of(event.proposerAgentId(), event.otherAgentId()), event.proposerId(), event.otherId(),
                event.permission(),
                PairingStatus.PENDING, event.otherId(), event.at(), event.expiresAt(), null, null, null, null, event.at());
    }

    private PairingRow after(PairingConfirmed event) {
        return new PairingRow(pairingId, connectionId, agents, proposerId, otherId, permission,
                PairingStatus.ACTIVE, null, createdAt, dueAt, event.at(), null, null, null, event.at());
    }

    private PairingRow after(PermissionChanged event) {
        var awaiting = event.accountId().equals(proposerId) ? otherId : proposerId;
        return new PairingRow(pairingId, connectionId, agents, proposerId, otherId, event.permission(),
                PairingStatus.PENDING, awaiting, createdAt, event.expiresAt(), null, null, null, null, event.at());
    }

    private PairingRow after(PairingRevoked event) {
        return new PairingRow(pairingId, connectionId, agents, proposerId, otherId, permission,
                PairingStatus.REVOKED, null, createdAt, dueAt, confirmedAt, event.at(), event.reason(), event.accountId(),
                event.at());
    }

    Permission permissionOf(UUID account) {
        return account.equals(proposerId) ? permission : permission.flipped();
    }

    boolean isParty(UUID account) {
        return account.equals(proposerId) || account.equals(otherId);
    }

    /** Null unless pending. */
    @Nullable Instant expiresAt() {
        return status == PairingStatus.PENDING ? dueAt : null;
    }
}
