package dev.agentpairing.gateway.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever two accounts do with the pairings of two agents each, both see just what the states of section 2 of the contract
 * say. The model below is those states, and nothing else.
 */
class ConversationTest {

    private static final int AGENTS = 2;

    /** @param which agents, or the pairing, that it is about; counted around where there are fewer */
    record Step(Act act, boolean byAlice, int which, int other, String permission) {}

    enum Act { PROPOSE, CONFIRM, CHANGE, DECLINE, WITHDRAW, REVOKE, DISCONNECT, HIDE, SHOW }

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void both_sides_see_what_the_rules_say(@ForAll("steps") List<Step> steps) {
        var conversation = new Conversation(House.on(Database.H2).neighbours());
        steps.forEach(conversation::take);
        conversation.compareLists();
        conversation.compareChecks();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var acts = Arbitraries.frequency(
                Tuple.of(8, Act.PROPOSE), Tuple.of(6, Act.CONFIRM), Tuple.of(6, Act.CHANGE), Tuple.of(2, Act.DECLINE),
                Tuple.of(2, Act.WITHDRAW), Tuple.of(3, Act.REVOKE),
                Tuple.of(1, Act.DISCONNECT), Tuple.of(1, Act.HIDE), Tuple.of(1, Act.SHOW));
        var numbers = Arbitraries.integers().between(0, 11);
        return Combinators.combine(acts, Arbitraries.of(true, false), numbers, numbers,
                Arbitraries.of("both", "send_only", "receive_only")).as(Step::new).list().ofMinSize(5).ofMaxSize(20);
    }

    private static final class Agent {

        private final UUID id;
        private boolean connected = true;
        private boolean available = true;

        Agent(Account owner) {
            id = owner.agent();
        }
    }

    private static final class Pairing {

        private final UUID id;
        private final boolean byAlice;
        private final Agent alices;
        private final Agent bobs;
        private String permission;
        private boolean lastByAlice;
        private String status = "pending";
        private boolean confirmed;
        private @Nullable String reason;
        private @Nullable UUID revokedBy;

        Pairing(UUID id, boolean byAlice, Agent alices, Agent bobs, String permission) {
            this.id = id;
            this.byAlice = byAlice;
            this.alices = alices;
            this.bobs = bobs;
            this.permission = permission;
            this.lastByAlice = byAlice;
        }

        void change(boolean alice, String to) {
            permission = alice == byAlice ? to : flipped(to);
            lastByAlice = alice;
            status = "pending";
            confirmed = false;
        }

        boolean isOpen() {
            return !status.equals("revoked");
        }

        boolean isOf(Agent mine, Agent theirs) {
            return alices == mine && bobs == theirs;
        }

        void revoke(String because, UUID by) {
            status = "revoked";
            reason = because;
            revokedBy = by;
        }

        String seenBy(boolean alice) {
            return alice == byAlice ? permission : flipped(permission);
        }

        private static String flipped(String permission) {
            return switch (permission) {
                case "send_only" -> "receive_only";
                case "receive_only" -> "send_only";
                default -> permission;
            };
        }
    }

    private static final class Conversation {

        private final Neighbours neighbours;
        private final List<Agent> alices = new ArrayList<>();
        private final List<Agent> bobs = new ArrayList<>();
        private final List<Pairing> pairings = new ArrayList<>();

        Conversation(Neighbours neighbours) {
            this.neighbours = neighbours;
            for (int i = 0; i < AGENTS; i++) {
                alices.add(new Agent(neighbours.alice()));
                bobs.add(new Agent(neighbours.bob()));
            }
        }

        void take(Step step) {
            switch (step.act) {
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
            var alice = alices.get(step.which % AGENTS);
            var bob = bobs.get(step.other % AGENTS);
            var mine = step.byAlice ? alice : bob;
            var theirs = step.byAlice ? bob : alice;
            var answer = neighbours.propose(account(step.byAlice), mine.id, theirs.id, step.permission);
            if (!mine.connected) {
                answer.isRefused(400, "AGENT_NOT_CONNECTED");
            } else if (!theirs.connected) {
                answer.isRefused(400, "TARGET_NOT_CONNECTED");
            } else if (!theirs.available) {
                answer.isRefused(403, "AGENT_NOT_AVAILABLE");
            } else if (pairings.stream().anyMatch(pairing -> pairing.isOpen() && pairing.isOf(alice, bob))) {
                answer.isRefused(409, "PAIRING_EXISTS");
            } else {
                pairings.addFirst(new Pairing(answer.is(201).id(), step.byAlice, alice, bob, step.permission));
                compare(pairings.getFirst());
            }
        }

        private void confirm(Step step) {
            if (pairings.isEmpty()) {
                return;
            }
            var pairing = pairings.get(step.which % pairings.size());
            var answer = account(step.byAlice).post("/v1/pairings/" + pairing.id + "/confirm", null);
            if (!pairing.status.equals("pending")) {
                answer.isRefused(400, "INVALID_STATUS");
            } else if (step.byAlice == pairing.lastByAlice) {
                answer.isRefused(403, "CANNOT_CONFIRM_OWN");
            } else {
                answer.is(200);
                pairing.status = "active";
                pairing.confirmed = true;
            }
            compare(pairing);
        }

        private void change(Step step) {
            if (pairings.isEmpty()) {
                return;
            }
            var pairing = pairings.get(step.which % pairings.size());
            var body = Map.of("permission", step.permission);
            var answer = account(step.byAlice).patch("/v1/pairings/" + pairing.id, body);
            if (!pairing.isOpen()) {
                answer.isRefused(400, "INVALID_STATUS");
            } else {
                if (!pairing.seenBy(step.byAlice).equals(step.permission)) {
                    pairing.change(step.byAlice, step.permission);
                }
                assertThat(answer.is(200).text("status")).isEqualTo(pairing.status);
                assertThat(answer.text("permission")).isEqualTo(step.permission);
            }
            compare(pairing);
        }

        private void decline(Step step) {
            if (pairings.isEmpty()) {
                return;
            }
            var pairing = pairings.get(step.which % pairings.size());
            var answer = account(step.byAlice).post("/v1/pairings/" + pairing.id + "/decline", null);
            if (!pairing.status.equals("pending")) {
                answer.isRefused(400, "INVALID_STATUS");
            } else if (step.byAlice == pairing.lastByAlice) {
                answer.isRefused(403, "CANNOT_DECLINE_OWN");
            } else {
                answer.is(200);
                pairing.revoke("declined", account(step.byAlice).id());
            }
            compare(pairing);
        }

        private void withdraw(Step step) {
            if (pairings.isEmpty()) {
                return;
            }
            var pairing = pairings.get(step.which % pairings.size());
            var answer = account(step.byAlice).post("/v1/pairings/" + pairing.id + "/withdraw", null);
            if (!pairing.status.equals("pending")) {
                answer.isRefused(400, "INVALID_STATUS");
            } else if (step.byAlice != pairing.lastByAlice) {
                answer.isRefused(403, "NOT_YOUR_PROPOSAL");
            } else {
                answer.is(200);
                pairing.revoke("withdrawn", account(step.byAlice).id());
            }
            compare(pairing);
        }

        private void revoke(Step step) {
            if (pairings.isEmpty()) {
                return;
            }
            var pairing = pairings.get(step.which % pairings.size());
            var answer = account(step.byAlice).delete("/v1/pairings/" + pairing.id);
            if (pairing.isOpen()) {
                answer.is(200);
                pairing.revoke("revoked", account(step.byAlice).id());
            } else {
                answer.isRefused(400, "ALREADY_REVOKED");
            }
            compare(pairing);
        }

        private void disconnect(Step step) {
            var agent = (step.byAlice ? alices : bobs).get(step.which % AGENTS);
            var answer = account(step.byAlice).post("/v1/agents/" + agent.id + "/disconnect", null);
            if (!agent.connected) {
                answer.isRefused(409, "ALREADY_DISCONNECTED");
                return;
            }
            answer.is(200);
            agent.connected = false;
            for (var pairing : pairings) {
                if (pairing.isOpen() && (pairing.alices == agent || pairing.bobs == agent)) {
                    pairing.revoke("agent_disconnected", account(step.byAlice).id());
                    compare(pairing);
                }
            }
        }

        private void show(Step step, boolean available) {
            var agent = (step.byAlice ? alices : bobs).get(step.which % AGENTS);
            agent.available = available;
            account(step.byAlice).patch("/v1/agents/" + agent.id, Map.of("available_for_connections", available)).is(200);
        }

        private Account account(boolean alice) {
            return alice ? neighbours.alice() : neighbours.bob();
        }

        /** What each side reads at once. */
        private void compare(Pairing pairing) {
            for (var alice : new boolean[] {true, false}) {
                compare(pairing, alice, account(alice).get("/v1/pairings/" + pairing.id).is(200).json());
            }
        }

        private void compare(Pairing pairing, boolean alice, JsonNode shown) {
            var pending = pairing.status.equals("pending");
            assertThat(text(shown, "status")).isEqualTo(pairing.status);
            assertThat(text(shown, "permission")).isEqualTo(pairing.seenBy(alice));
            assertThat(text(shown, "raw_permission")).isEqualTo(pairing.permission);
            assertThat(text(shown, "proposed_by")).isEqualTo(account(pairing.byAlice).id().toString());
            assertThat(text(shown, "awaiting")).isEqualTo(pending ? account(!pairing.lastByAlice).id().toString() : null);
            assertThat(shown.get("expires_at").isNull()).isEqualTo(!pending);
            assertThat(shown.get("confirmed_at").isNull()).isEqualTo(!pairing.confirmed);
            assertThat(shown.get("revoked_at").isNull()).isEqualTo(pairing.isOpen());
            assertThat(text(shown, "revocation_reason")).isEqualTo(pairing.reason);
            assertThat(text(shown, "revoked_by")).isEqualTo(pairing.revokedBy == null ? null : pairing.revokedBy.toString());
        }

        void compareLists() {
            for (var alice : new boolean[] {true, false}) {
                for (var agent : alices) {
                    var expected = pairings.stream().filter(pairing -> pairing.alices == agent).toList();
                    compareList(account(alice).get(neighbours.pairings() + "?agent=" + agent.id), alice, expected);
                    compareList(account(alice).get("/v1/pairings?agent=" + agent.id), alice, expected);
                    var awaiting = expected.stream()
                            .filter(pairing -> pairing.status.equals("pending") && pairing.lastByAlice != alice).toList();
                    compareList(account(alice).get("/v1/pairings?awaiting=me&agent=" + agent.id), alice, awaiting);
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
            for (var alice : alices) {
                for (var bob : bobs) {
                    var last = pairings.stream().filter(pairing -> pairing.isOf(alice, bob)).findFirst().orElse(null);
                    assertThat(reason(alice, bob)).isEqualTo(expected(last, true));
                    assertThat(reason(bob, alice)).isEqualTo(expected(last, false));
                }
            }
        }

        private String reason(Agent from, Agent to) {
            var asks = account(alices.contains(from)); // the sender; that both are told the same is another test
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
}
