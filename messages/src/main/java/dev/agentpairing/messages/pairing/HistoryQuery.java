package dev.agentpairing.messages.pairing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.Actor;

/** What an account can know of what happened to a pairing (contract, section 2.6). */
public sealed interface HistoryQuery {

    /** Answered with {@link History}, or null for what belongs to others and for what does not exist. */
    record GetHistory(UUID accountId, UUID pairingId) implements HistoryQuery {}

    /** Oldest first. */
    record History(List<Step> steps) {}

    /**
     * One thing that happened.
     *
     * @param sequence 1 for the proposal, one more for each step after it
     * @param permission what was proposed, confirmed or changed to, from the asking account's side; null where the pairing ended
     * @param reason why it ended; null unless it did
     * @param note the words of whoever ended it; null where there are none
     * @param keys those that were confirmed; null unless something was
     */
    record Step(
            long sequence,
            Kind kind,
            Instant at,
            Actor actor,
            @Nullable Permission permission,
            @Nullable RevocationReason reason,
            @Nullable String note,
            @Nullable Keys keys) {}

    enum Kind { PROPOSED, CONFIRMED, PERMISSION_CHANGED, DECLINED, WITHDRAWN, EXPIRED, REVOKED }

    /** Versions of the two agents' keys, agents in canonical order. */
    record Keys(int agentA, int agentB) {}
}
