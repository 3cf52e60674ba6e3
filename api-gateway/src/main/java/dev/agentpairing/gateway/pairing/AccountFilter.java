package dev.agentpairing.gateway.pairing;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.gateway.http.input.Cursor;
import dev.agentpairing.gateway.http.input.Input;
import dev.agentpairing.gateway.security.Caller;
import dev.agentpairing.messages.pairing.PairingQuery.ListAllPairings;
import dev.agentpairing.messages.pairing.PairingQuery.Place;
import dev.agentpairing.messages.pairing.PairingStatus;

/** Which of an account's pairings were asked for, whatever their connection, and from where on (contract, section 2.6). */
record AccountFilter(
        Set<PairingStatus> statuses, @Nullable UUID agentId, boolean awaitingMe, int limit, @Nullable Place after) {

    static AccountFilter of(Input input) {
        var statuses = input.queryChoices("status", PairingStatus.class);
        var agentId = input.optionalQueryId("agent");
        var awaitingMe = input.queryChoice("awaiting", Map.of("me", true)) != null;
        int limit = input.queryNumber("limit", 1, ListFilter.LARGEST_PAGE);
        if (input.queryText("as_of") != null) {
            input.reject("as_of", "is for the list of one connection only");
        }
        var first = new AccountFilter(statuses, agentId, awaitingMe, limit == 0 ? ListFilter.STANDARD_PAGE : limit, null);
        var cursor = input.queryText("cursor");
        return cursor == null ? first : first.from(cursor, input);
    }

    private AccountFilter from(String cursor, Input input) {
        var place = Cursor.decode(cursor, name());
        if (place == null) {
            input.reject("cursor", "is no cursor of this filter");
        }
        return new AccountFilter(statuses, agentId, awaitingMe, limit, ListFilter.place(place));
    }

    ListAllPairings query(Caller caller) {
        return new ListAllPairings(caller.accountId(), statuses, agentId, awaitingMe, limit, after);
    }

    /** What a cursor belongs to. */
    String name() {
        return "all " + new TreeSet<>(statuses) + " " + agentId + " " + awaitingMe;
    }
}
