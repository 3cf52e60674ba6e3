package dev.agentpairing.gateway.pairing;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.gateway.http.input.Cursor;
import dev.agentpairing.gateway.http.input.Input;
import dev.agentpairing.gateway.security.Caller;
import dev.agentpairing.messages.pairing.PairingQuery.ListPairings;
import dev.agentpairing.messages.pairing.PairingQuery.Page;
import dev.agentpairing.messages.pairing.PairingQuery.Place;
import dev.agentpairing.messages.pairing.PairingStatus;

/** Which pairings of a connection were asked for, and from where on (contract, section 2.2). */
record ListFilter(
        UUID connectionId, Set<PairingStatus> statuses, @Nullable UUID agentId, int limit, @Nullable Place after,
        @Nullable Instant asOf) {

    static final int LARGEST_PAGE = 200;
    static final int STANDARD_PAGE = 50;

    static ListFilter of(Input input, Instant now) {
        var connectionId = input.pathId("connection_id");
        var statuses = input.queryChoices("status", PairingStatus.class);
        var agentId = input.optionalQueryId("agent");
        int limit = input.queryNumber("limit", 1, LARGEST_PAGE);
        var asOf = input.queryPast("as_of", now);
        var cursor = input.queryText("cursor");
        if (cursor == null) {
            return new ListFilter(connectionId, statuses, agentId, limit, null, asOf);
        }
        var place = Cursor.decode(cursor, name(connectionId, statuses, agentId, asOf));
        if (place == null) {
            input.reject("cursor", "is no cursor of this connection and filter");
        }
        return new ListFilter(connectionId, statuses, agentId, limit == 0 ? STANDARD_PAGE : limit, place(place), asOf);
    }

    static @Nullable Place place(@Nullable Cursor cursor) {
        return cursor == null ? null : new Place(cursor.at(), cursor.id());
    }

    /** To the page that follows this one; null if none does. */
    static @Nullable String next(Page page, String list) {
        if (!page.more() || page.items().isEmpty()) {
            return null;
        }
        var last = page.items().getLast();
        return new Cursor(last.createdAt(), last.pairingId()).encode(list);
    }

    ListPairings query(Caller caller) {
        return new ListPairings(caller.accountId(), connectionId, statuses, agentId, limit, after, asOf);
    }

    /** What a cursor belongs to. */
    String name() {
        return name(connectionId, statuses, agentId, asOf);
    }

    private static String name(UUID connectionId, Set<PairingStatus> statuses, @Nullable UUID agentId, @Nullable Instant asOf) {
        return connectionId + " " + new TreeSet<>(statuses) + " " + agentId + " " + asOf;
    }
}
