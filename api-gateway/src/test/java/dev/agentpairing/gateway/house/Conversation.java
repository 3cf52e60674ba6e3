package dev.agentpairing.gateway.house;

import java.util.Map;

import dev.agentpairing.gateway.house.Model.Pairing;

import static dev.agentpairing.gateway.house.Model.AGENTS;
import static org.assertj.core.api.Assertions.assertThat;

/** What two accounts do with the pairings of two agents each, and what each of them must be answered. */
final class Conversation {

    /** @param which agents, or the pairing, that it is about; counted around where there are fewer */
    record Step(Act act, boolean byAlice, int which, int other, String permission) {}

    enum Act { PROPOSE, CONFIRM, CHANGE, DECLINE, WITHDRAW, REVOKE, DISCONNECT, HIDE, SHOW }

    private final Model model;
    private final Comparison comparison;

    Conversation(Neighbours neighbours) {
        model = new Model(neighbours);
        comparison = new Comparison(model);
    }

    void take(Step step) {
        switch (step.act()) {
            case PROPOSE -> propose(step);
            case CONFIRM -> confirm(step);
            case CHANGE -> change(step);
            case DECLINE -> decline(step);
            case WITHDRAW -> withdraw(step);
            case REVOKE -> revoke(step);
            case DISCONNECT -> disconnect(step);
            case HIDE -> show(step, false);
            case SHOW -> show(step, true);
        }
    }

    private void propose(Step step) {
        var alice = model.alices.get(step.which() % AGENTS);
        var bob = model.bobs.get(step.other() % AGENTS);
        var mine = step.byAlice() ? alice : bob;
        var theirs = step.byAlice() ? bob : alice;
        var answer = model.neighbours.propose(model.account(step.byAlice()), mine.id, theirs.id, step.permission());
        if (!mine.connected) {
            answer.isRefused(400, "AGENT_NOT_CONNECTED");
        } else if (!theirs.connected) {
            answer.isRefused(400, "TARGET_NOT_CONNECTED");
        } else if (!theirs.available) {
            answer.isRefused(403, "AGENT_NOT_AVAILABLE");
        } else if (model.pairings.stream().anyMatch(pairing -> pairing.isOpen() && pairing.isOf(alice, bob))) {
            answer.isRefused(409, "PAIRING_EXISTS");
        } else {
            model.pairings.addFirst(new Pairing(answer.is(201).id(), step.byAlice(), alice, bob, step.permission()));
            comparison.compare(model.pairings.getFirst());
        }
    }

    private void confirm(Step step) {
        if (model.pairings.isEmpty()) {
            return;
        }
        var pairing = model.pairings.get(step.which() % model.pairings.size());
        var answer = model.account(step.byAlice()).post("/v1/pairings/" + pairing.id + "/confirm", null);
        if (!pairing.status.equals("pending")) {
            answer.isRefused(400, "INVALID_STATUS");
        } else if (step.byAlice() == pairing.lastByAlice) {
            answer.isRefused(403, "CANNOT_CONFIRM_OWN");
        } else {
            answer.is(200);
            pairing.status = "active";
            pairing.confirmed = true;
        }
        comparison.compare(pairing);
    }

    private void change(Step step) {
        if (model.pairings.isEmpty()) {
            return;
        }
        var pairing = model.pairings.get(step.which() % model.pairings.size());
        var body = Map.of("permission", step.permission());
        var answer = model.account(step.byAlice()).patch("/v1/pairings/" + pairing.id, body);
        if (!pairing.isOpen()) {
            answer.isRefused(400, "INVALID_STATUS");
        } else {
            if (!pairing.seenBy(step.byAlice()).equals(step.permission())) {
                pairing.change(step.byAlice(), step.permission());
            }
            assertThat(answer.is(200).text("status")).isEqualTo(pairing.status);
            assertThat(answer.text("permission")).isEqualTo(step.permission());
        }
        comparison.compare(pairing);
    }

    private void decline(Step step) {
        if (model.pairings.isEmpty()) {
            return;
        }
        var pairing = model.pairings.get(step.which() % model.pairings.size());
        var answer = model.account(step.byAlice()).post("/v1/pairings/" + pairing.id + "/decline", null);
        if (!pairing.status.equals("pending")) {
            answer.isRefused(400, "INVALID_STATUS");
        } else if (step.byAlice() == pairing.lastByAlice) {
            answer.isRefused(403, "CANNOT_DECLINE_OWN");
        } else {
            answer.is(200);
            pairing.revoke("declined", model.account(step.byAlice()).id());
        }
        comparison.compare(pairing);
    }

    private void withdraw(Step step) {
        if (model.pairings.isEmpty()) {
            return;
        }
        var pairing = model.pairings.get(step.which() % model.pairings.size());
        var answer = model.account(step.byAlice()).post("/v1/pairings/" + pairing.id + "/withdraw", null);
        if (!pairing.status.equals("pending")) {
            answer.isRefused(400, "INVALID_STATUS");
        } else if (step.byAlice() != pairing.lastByAlice) {
            answer.isRefused(403, "NOT_YOUR_PROPOSAL");
        } else {
            answer.is(200);
            pairing.revoke("withdrawn", model.account(step.byAlice()).id());
        }
        comparison.compare(pairing);
    }

    private void revoke(Step step) {
        if (model.pairings.isEmpty()) {
            return;
        }
        var pairing = model.pairings.get(step.which() % model.pairings.size());
        var answer = model.account(step.byAlice()).delete("/v1/pairings/" + pairing.id);
        if (pairing.isOpen()) {
            answer.is(200);
            pairing.revoke("revoked", model.account(step.byAlice()).id());
        } else {
            answer.isRefused(400, "ALREADY_REVOKED");
        }
        comparison.compare(pairing);
    }

    private void disconnect(Step step) {
        var agent = (step.byAlice() ? model.alices : model.bobs).get(step.which() % AGENTS);
        var answer = model.account(step.byAlice()).post("/v1/agents/" + agent.id + "/disconnect", null);
        if (!agent.connected) {
            answer.isRefused(409, "ALREADY_DISCONNECTED");
            return;
        }
        answer.is(200);
        agent.connected = false;
        for (var pairing : model.pairings) {
            if (pairing.isOpen() && (pairing.alices == agent || pairing.bobs == agent)) {
                pairing.revoke("agent_disconnected", model.account(step.byAlice()).id());
                comparison.compare(pairing);
            }
        }
    }

    private void show(Step step, boolean available) {
        var agent = (step.byAlice() ? model.alices : model.bobs).get(step.which() % AGENTS);
        agent.available = available;
        model.account(step.byAlice()).patch("/v1/agents/" + agent.id, Map.of("available_for_connections", available)).is(200);
    }

    /** The lists and the checks. */
    void compareAll() {
        comparison.compareLists();
        comparison.compareChecks();
    }
}
