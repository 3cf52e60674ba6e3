package dev.agentpairing.gateway.connection;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.connection.ConnectionQuery.Item;
import dev.agentpairing.messages.connection.ConnectionStatus;
import dev.agentpairing.messages.pairing.PairingQuery.Count;
import dev.agentpairing.messages.pairing.PairingQuery.Counts;

/** Everything between the caller's account and others, as far as it was asked for. */
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

        boolean shows(ConnectionStatus status) {
            return switch (status) {
                case PENDING -> this == PENDING || this == ALL;
                case ACTIVE -> this == ACTIVE || this == ALL;
                case REVOKED -> this == REVOKED;
            };
        }
    }

    static ConnectionList of(UUID accountId, List<Item> items, Counts counts, Filter filter) {
        var shown = items.stream().filter(item -> filter.shows(item.status())).toList();
        var pending = shown.stream().filter(item -> item.status() == ConnectionStatus.PENDING).toList();
        return new ConnectionList(
                shown.stream().filter(ConnectionList::wasActive)
                        .map(item -> ConnectionItem.of(item, counts.byConnection().get(item.connectionId()))).toList(),
                pending.stream().filter(item -> !item.invitedBy().equals(accountId)).map(Incoming::of).toList(),
                pending.stream().filter(item -> item.invitedBy().equals(accountId)).map(Outgoing::of).toList(),
                counts.byConnection().values().stream().mapToInt(Count::awaiting).sum());
    }

    private static boolean wasActive(Item item) {
        return item.acceptedAt() != null;
    }
}
