package dev.agentpairing.gateway.connection;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.connection.ConnectionQuery.Item;
import dev.agentpairing.messages.connection.ConnectionStatus;
import dev.agentpairing.messages.pairing.PairingQuery.Count;
import dev.agentpairing.messages.pairing.PairingQuery.Counts;

/** What is between the caller's account and others; the filter chooses the connections, pending invites are always told. */
record ConnectionList(
        List<ConnectionItem> connections,
        List<Incoming> pendingIncoming,
        List<Outgoing> pendingOutgoing,
        int pendingPairingsCount) {

    record Incoming(UUID id, ConnectionItem.@Nullable OtherAccount from, @Nullable String message, Instant createdAt) {

        static Incoming of(Item item) {
            var from = ConnectionItem.OtherAccount.of(item.other());
            return new Incoming(item.connectionId(), from, item.message(), item.createdAt());
        }
    }

    record Outgoing(UUID id, String toEmail, @Nullable String message, Instant createdAt) {

        static Outgoing of(Item item) {
            return new Outgoing(item.connectionId(), item.invitedEmail(), item.message(), item.createdAt());
        }
    }

    /** What {@code status} may ask for (contract, section 3). */
    enum Filter {
        PENDING, ACTIVE, ALL, REVOKED;

        boolean shows(Item item) {
            return switch (item.status()) {
                case PENDING -> this == PENDING;
                case ACTIVE -> this == ACTIVE || this == ALL;
                case REVOKED -> this == REVOKED && item.acceptedAt() != null;
            };
        }
    }

    static ConnectionList of(UUID accountId, List<Item> items, Counts counts, Filter filter) {
        var pending = items.stream().filter(item -> item.status() == ConnectionStatus.PENDING).toList();
        return new ConnectionList(
                items.stream().filter(filter::shows)
                        .map(item -> ConnectionItem.of(item, counts.byConnection().get(item.connectionId()))).toList(),
                pending.stream().filter(item -> !item.invitedBy().equals(accountId)).map(Incoming::of).toList(),
                pending.stream().filter(item -> item.invitedBy().equals(accountId)).map(Outgoing::of).toList(),
                counts.byConnection().values().stream().mapToInt(Count::awaiting).sum());
    }
}
