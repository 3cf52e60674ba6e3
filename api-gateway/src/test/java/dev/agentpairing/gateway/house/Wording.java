package dev.agentpairing.gateway.house;

import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.agentpairing.gateway.history.Request;
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
import dev.agentpairing.gateway.history.Shown;
import dev.agentpairing.gateway.history.Side;

/** A request of the checker as HTTP, and the answer in the checker's words. */
final class Wording {

    private Wording() {}

    record Call(String method, String path, @Nullable Object body) {}

    static Call call(Couple couple, Side side, Request request) {
        return switch (request) {
            case Propose(var permission) -> new Call("POST", couple.neighbours.pairings(), Map.of("my_agent_id", couple.agent(side),
                    "their_agent_id", couple.agent(side.other()), "permission", side.turned(permission)));
            case Confirm(var id) -> new Call("POST", "/v1/pairings/" + id + "/confirm", null);
            case Change(var id, var permission) -> new Call("PATCH", "/v1/pairings/" + id, Map.of("permission", side.turned(permission)));
            case Decline(var id) -> new Call("POST", "/v1/pairings/" + id + "/decline", null);
            case Withdraw(var id) -> new Call("POST", "/v1/pairings/" + id + "/withdraw", null);
            case Revoke(var id, var words) -> new Call("DELETE", "/v1/pairings/" + id, Map.of("reason", words));
            case Get(var id) -> new Call("GET", "/v1/pairings/" + id, null);
            case Steps(var id) -> new Call("GET", "/v1/pairings/" + id + "/history", null);
            case Listing(var open) -> new Call("GET", couple.neighbours.pairings() + (open ? "?status=pending&status=active" : ""), null);
            case Check(var sender) -> new Call(
                    "GET", "/v1/check?from=%s&to=%s".formatted(couple.agent(sender), couple.agent(sender.other())), null);
        };
    }

    static String answer(Couple couple, Side side, Request request, Answer answer) {
        if (answer.status() >= 300) {
            return answer.status() + " " + answer.code();
        }
        var json = answer.json();
        return switch (request) {
            case Propose _, Change _ -> answer.status() + " " + answer.text("status") + " " + side.turned(answer.text("permission"));
            case Get _ -> answer.status() + " " + item(couple, side, json);
            case Steps _ -> steps(couple, side, json.get("events"));
            case Listing _ -> Shown.list(json.get("pairings").valueStream().filter(couple::isIn)
                    .map(item -> item(couple, side, item)).toList());
            case Check _ -> Shown.verdict(answer.text("reason"), text(json.get("pairing_id")), turned(side, json.get("permission")));
            default -> answer.status() + " " + answer.text("status");
        };
    }

    private static String item(Couple couple, Side side, JsonNode item) {
        return Shown.item(item.get("id").stringValue(), item.get("status").stringValue(),
                Objects.requireNonNull(couple.side(item.get("proposed_by"))), side.turned(item.get("permission").stringValue()),
                item.get("raw_permission").stringValue(), couple.side(item.get("awaiting")), !item.get("confirmed_at").isNull(),
                text(item.get("revocation_reason")), couple.side(item.get("revoked_by")));
    }

    private static String steps(Couple couple, Side side, JsonNode events) {
        var steps = new ArrayList<String>();
        for (var event : events) {
            var told = event.get("permission").isNull() ? event.get("reason").stringValue() : turned(side, event.get("permission"));
            steps.add(event.get("type").stringValue() + " " + couple.side(event.at("/actor/account_id")) + " " + told
                    + (event.get("sequence").intValue() == steps.size() + 1 ? "" : " out of sequence"));
        }
        return Shown.steps(steps);
    }

    private static @Nullable String turned(Side side, JsonNode permission) {
        return permission.isNull() ? null : side.turned(permission.stringValue());
    }

    private static @Nullable String text(JsonNode node) {
        return node.asString(null);
    }
}
