package dev.agentpairing.gateway.connection;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.gateway.http.Json;
import dev.agentpairing.messages.connection.ConnectionQuery.Item;
import dev.agentpairing.messages.connection.ConnectionQuery.Other;
import dev.agentpairing.messages.pairing.PairingQuery.Count;

/** A connection from the caller's side. */
record ConnectionItem(
        UUID id,
        @Nullable OtherAccount otherAccount,
        String status,
        UUID invitedBy,
        @Nullable String message,
        Instant createdAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant revokedAt,
        int pairingCount,
        int pendingPairingCount) {

    /** @param avatarUrl always null: nothing of that kind is kept */
    record OtherAccount(UUID id, String name, String email, @Nullable String avatarUrl) {

        static @Nullable OtherAccount of(@Nullable Other other) {
            return other == null ? null : new OtherAccount(other.accountId(), other.name(), other.email(), null);
        }
    }

    static ConnectionItem of(Item item, @Nullable Count count) {
        return new ConnectionItem(
                item.connectionId(), OtherAccount.of(item.other()), Json.word(item.status()), item.invitedBy(), item.message(),
                item.createdAt(), item.acceptedAt(), item.revokedAt(),
                count == null ? 0 : count.active(), count == null ? 0 : count.awaiting());
    }
}
