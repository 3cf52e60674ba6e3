package dev.agentpairing.queryside.connections;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.connection.ConnectionEvent.AccountInvited;
import dev.agentpairing.messages.connection.ConnectionEvent.ConnectionRevoked;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteAccepted;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteRejected;

/** @param inviteeId null until the invite is accepted */
record ConnectionRow(
        UUID connectionId,
        UUID inviterId,
        UUID inviterEmailId,
        UUID invitedEmailId,
        @Nullable UUID inviteeId,
        Status status,
        Instant createdAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant revokedAt) {

    /** With the one state that nobody gets to see. */
    enum Status { PENDING, ACTIVE, REVOKED, REJECTED }

    static ConnectionRow of(AccountInvited event) {
        return new ConnectionRow(event.connectionId(), event.inviterId(), event.inviterEmailId(), event.invitedEmailId(), null,
                Status.PENDING, event.at(), null, null);
    }

    ConnectionRow after(InviteAccepted event) {
        return new ConnectionRow(connectionId, inviterId, inviterEmailId, invitedEmailId, event.accountId(),
                Status.ACTIVE, createdAt, event.at(), null);
    }

    ConnectionRow after(InviteRejected event) {
        return ended(Status.REJECTED, event.at());
    }

    ConnectionRow after(ConnectionRevoked event) {
        return ended(Status.REVOKED, event.at());
    }

    private ConnectionRow ended(Status end, Instant at) {
        return new ConnectionRow(connectionId, inviterId, inviterEmailId, invitedEmailId, inviteeId, end, createdAt, acceptedAt,
                at);
    }
}
