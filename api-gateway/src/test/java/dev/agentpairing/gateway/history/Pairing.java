package dev.agentpairing.gateway.history;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What is true of one pairing.
 *
 * @param permission from the inviter's side
 * @param changer whose change was the last one
 * @param reason why it is over
 * @param steps its history
 */
record Pairing(
        String id, Side proposer, String permission, String status, Side changer, boolean confirmed, @Nullable String reason,
        @Nullable Side endedBy, List<String> steps) {

    static Pairing proposed(String id, Side by, String permission) {
        return new Pairing(id, by, permission, "pending", by, false, null, null, List.of("proposed " + by + " " + permission));
    }

    Pairing confirmed(Side by) {
        return new Pairing(id, proposer, permission, "active", changer, true, null, null, and("confirmed " + by + " " + permission));
    }

    Pairing changed(Side by, String wanted) {
        return new Pairing(id, proposer, wanted, "pending", by, false, null, null, and("permission_changed " + by + " " + wanted));
    }

    Pairing ended(Side by, String why, String type, @Nullable String words) {
        var step = type + " " + by + " " + (words == null ? why : words);
        return new Pairing(id, proposer, permission, "revoked", changer, confirmed, why, by, and(step));
    }

    private List<String> and(String step) {
        return Stream.concat(steps.stream(), Stream.of(step)).toList();
    }

    /** @param end the steps that are shown in the end; null: not known */
    boolean leadsTo(@Nullable String end) {
        if (end == null) {
            return true;
        }
        var sofar = Shown.steps(steps);
        var begin = sofar.substring(0, sofar.length() - 1);
        return end.equals(sofar) || !isOver() && end.startsWith(begin + ", ");
    }

    boolean isPending() {
        return status.equals("pending");
    }

    boolean isOver() {
        return status.equals("revoked");
    }

    /** As it is shown. */
    String shown() {
        return Shown.item(id, status, proposer, permission, proposer.turned(permission), isPending() ? changer.other() : null, confirmed,
                reason, endedBy);
    }
}
