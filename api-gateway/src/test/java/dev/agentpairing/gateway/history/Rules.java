package dev.agentpairing.gateway.history;

import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.gateway.history.Request.Change;
import dev.agentpairing.gateway.history.Request.Check;
import dev.agentpairing.gateway.history.Request.Confirm;
import dev.agentpairing.gateway.history.Request.Decline;
import dev.agentpairing.gateway.history.Request.Get;
import dev.agentpairing.gateway.history.Request.Listing;
import dev.agentpairing.gateway.history.Request.Propose;
import dev.agentpairing.gateway.history.Request.Revoke;
import dev.agentpairing.gateway.history.Request.Steps;
import dev.agentpairing.gateway.history.Request.Withdraw;

/** Sections 2.1 to 2.6 of the contract, for two connected agents, one request after the other. */
final class Rules {

    static final String LIMIT_REACHED = "403 PLAN_LIMIT_REACHED";

    private Rules() {}

    /** What is answered, and what is true afterwards. */
    record Outcome(String answer, Pair after) {}

    /** @param newId of what is proposed */
    static Outcome act(Pair pair, Operation operation, @Nullable String newId) {
        var by = operation.side();
        return switch (operation.request()) {
            case Propose(var permission) -> propose(pair, operation, newId, permission);
            case Confirm(var id) -> write(pair, id, it -> !it.isPending() ? "400 INVALID_STATUS"
                    : it.changer() == by ? "403 CANNOT_CONFIRM_OWN" : "200 active", it -> it.confirmed(by));
            case Change(var id, var permission) -> change(pair, by, id, permission);
            case Decline(var id) -> write(pair, id, it -> !it.isPending() ? "400 INVALID_STATUS"
                    : it.changer() == by ? "403 CANNOT_DECLINE_OWN" : "200 revoked", it -> it.ended(by, "declined", "declined", null));
            case Withdraw(var id) -> write(pair, id, it -> !it.isPending() ? "400 INVALID_STATUS"
                    : it.changer() != by ? "403 NOT_YOUR_PROPOSAL" : "200 revoked", it -> it.ended(by, "withdrawn", "withdrawn", null));
            case Revoke(var id, var words) -> write(pair, id, it -> it.isOver() ? "400 ALREADY_REVOKED" : "200 revoked",
                    it -> it.ended(by, "revoked", "revoked", words));
            case Get(var id) -> read(pair, id, () -> "200 " + pair.find(id).shown());
            case Steps(var id) -> read(pair, id, () -> Shown.steps(pair.find(id).steps()));
            case Listing(var open) -> new Outcome(Shown.list(pair.all(open).stream().map(Pairing::shown).toList()), pair);
            case Check(var sender) -> new Outcome(check(pair.latest(), sender), pair);
        };
    }

    /** Whether the limit was reached is seen over all pairs of the connection, by {@link Limits}. */
    private static Outcome propose(Pair pair, Operation operation, @Nullable String newId, String permission) {
        if (pair.open() != null) {
            return new Outcome("409 PAIRING_EXISTS", pair);
        }
        return LIMIT_REACHED.equals(operation.answer()) ? new Outcome(LIMIT_REACHED, pair) : new Outcome("201 pending " + permission,
                newId == null ? pair : pair.with(Pairing.proposed(newId, operation.side(), permission)));
    }

    private static Outcome change(Pair pair, Side by, String id, String permission) {
        var now = pair.find(id);
        boolean same = now != null && now.permission().equals(permission);
        return write(pair, id, it -> it.isOver() ? "400 INVALID_STATUS" : "200 " + (same ? it.status() : "pending") + " " + permission,
                it -> same ? it : it.changed(by, permission));
    }

    private static Outcome write(Pair pair, String id, Function<Pairing, String> answer, Function<Pairing, Pairing> next) {
        var pairing = pair.find(id);
        if (pairing == null) {
            return new Outcome("404 NOT_FOUND", pair);
        }
        var said = answer.apply(pairing);
        return new Outcome(said, said.startsWith("2") ? pair.with(next.apply(pairing)) : pair);
    }

    private static Outcome read(Pair pair, String id, Supplier<String> answer) {
        return new Outcome(pair.has(id) ? answer.get() : "404 NOT_FOUND", pair);
    }

    private static String check(@Nullable Pairing latest, Side sender) {
        if (latest == null) {
            return Shown.verdict("NO_PAIRING", null, null);
        }
        var reason = switch (latest.status()) {
            case "pending" -> "PENDING";
            case "revoked" -> "REVOKED";
            default -> sender.turned(latest.permission()).equals("receive_only") ? "DIRECTION" : "PAIRED";
        };
        return Shown.verdict(reason, latest.id(), latest.permission());
    }
}
