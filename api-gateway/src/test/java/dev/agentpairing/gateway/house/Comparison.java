package dev.agentpairing.gateway.house;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.agentpairing.gateway.house.Model.Agent;
import dev.agentpairing.gateway.house.Model.Pairing;

import static org.assertj.core.api.Assertions.assertThat;

/** What both sides read, beside what the model says. */
final class Comparison {

    private final Model model;

    Comparison(Model model) {
        this.model = model;
    }

    /** What each side reads at once. */
    void compare(Pairing pairing) {
        for (var alice : new boolean[] {true, false}) {
            compare(pairing, alice, model.account(alice).get("/v1/pairings/" + pairing.id).is(200).json());
        }
    }

    private void compare(Pairing pairing, boolean alice, JsonNode shown) {
        var pending = pairing.status.equals("pending");
        assertThat(text(shown, "status")).isEqualTo(pairing.status);
        assertThat(text(shown, "permission")).isEqualTo(pairing.seenBy(alice));
        assertThat(text(shown, "raw_permission")).isEqualTo(pairing.permission);
        assertThat(text(shown, "proposed_by")).isEqualTo(model.account(pairing.byAlice).id().toString());
        assertThat(text(shown, "awaiting")).isEqualTo(pending ? model.account(!pairing.lastByAlice).id().toString() : null);
        assertThat(shown.get("expires_at").isNull()).isEqualTo(!pending);
        assertThat(shown.get("confirmed_at").isNull()).isEqualTo(!pairing.confirmed);
        assertThat(shown.get("revoked_at").isNull()).isEqualTo(pairing.isOpen());
        assertThat(text(shown, "revocation_reason")).isEqualTo(pairing.reason);
        assertThat(text(shown, "revoked_by")).isEqualTo(pairing.revokedBy == null ? null : pairing.revokedBy.toString());
    }

    void compareLists() {
        for (var alice : new boolean[] {true, false}) {
            for (var agent : model.alices) {
                var expected = model.pairings.stream().filter(pairing -> pairing.alices == agent).toList();
                compareList(model.account(alice).get(model.neighbours.pairings() + "?agent=" + agent.id), alice, expected);
                compareList(model.account(alice).get("/v1/pairings?agent=" + agent.id), alice, expected);
                var awaiting = expected.stream()
                        .filter(pairing -> pairing.status.equals("pending") && pairing.lastByAlice != alice).toList();
                compareList(model.account(alice).get("/v1/pairings?awaiting=me&agent=" + agent.id), alice, awaiting);
            }
        }
    }

    private void compareList(Answer list, boolean alice, List<Pairing> expected) {
        var shown = list.is(200).at("/pairings");
        assertThat(shown.size()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(text(shown.get(i), "id")).isEqualTo(expected.get(i).id.toString());
            compare(expected.get(i), alice, shown.get(i));
        }
    }

    void compareChecks() {
        for (var alice : model.alices) {
            for (var bob : model.bobs) {
                var last = model.pairings.stream().filter(pairing -> pairing.isOf(alice, bob)).findFirst().orElse(null);
                assertThat(reason(alice, bob)).isEqualTo(expected(last, true));
                assertThat(reason(bob, alice)).isEqualTo(expected(last, false));
            }
        }
    }

    private String reason(Agent from, Agent to) {
        var asks = model.account(model.alices.contains(from)); // the sender; that both are told the same is another test
        return asks.get("/v1/check?from=" + from.id + "&to=" + to.id).is(200).text("reason");
    }

    private static String expected(@Nullable Pairing last, boolean aliceSends) {
        if (last == null) {
            return "NO_PAIRING";
        }
        return switch (last.status) {
            case "pending" -> "PENDING";
            case "active" -> last.seenBy(aliceSends).equals("receive_only") ? "DIRECTION" : "PAIRED";
            default -> "REVOKED";
        };
    }

    private static @Nullable String text(JsonNode shown, String field) {
        var value = shown.get(field);
        return value.isNull() ? null : value.stringValue();
    }
}
