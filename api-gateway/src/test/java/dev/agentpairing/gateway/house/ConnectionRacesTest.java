package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.agentpairing.gateway.house.Answer.tally;
import static org.assertj.core.api.Assertions.assertThat;

/** What happens at once to one connection, and to all that hangs on it: every answer must be true of what is there afterwards. */
class ConnectionRacesTest {

    @ParameterizedTest
    @EnumSource
    void a_limit_is_met_exactly_however_many_proposals_come_at_once(Database database) {
        int limit = 25; // of the plan "builder", which allows ten agents
        var house = House.on(database);
        var pair = Neighbours.of(house.account().onPlan("builder"), house.account().onPlan("builder"));
        var agents = Together.run(20, number -> (number < 10 ? pair.alice() : pair.bob()).agent());
        var answers = Together.run(4 * limit, number -> {
            var a = agents.get(number / 10);
            var b = agents.get(10 + number % 10);
            return number % 2 == 0 ? pair.propose(pair.alice(), a, b, "both") : pair.propose(pair.bob(), b, a, "both");
        });
        assertThat(tally(answers)).isEqualTo(Map.of("201 ", (long) limit, "403 PLAN_LIMIT_REACHED", 3L * limit));
        for (var side : List.of(pair.alice(), pair.bob())) {
            assertThat(side.get(pair.pairings()).at("/pairings")).hasSize(limit);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_end_of_a_connection_leaves_nothing_open_whatever_else_happens_in_that_moment(Database database) {
        var house = House.on(database);
        var alice = house.account().onPlan("enterprise");
        var bob = house.account().onPlan("enterprise");
        var a = alice.agent();
        var a2 = alice.agent();
        var b = bob.agent();
        for (int round = 0; round < 16; round++) { // each account may send ten invites an hour
            var pair = round % 2 == 0 ? Neighbours.of(alice, bob) : Neighbours.of(bob, alice);
            var first = pair.propose(alice, a, b, "both").is(201).id();
            var connection = "/v1/connections/" + pair.connection();
            var answers = Together.answers(
                    () -> bob.post("/v1/pairings/" + first + "/confirm", null), () -> alice.delete("/v1/pairings/" + first),
                    () -> alice.delete(connection), () -> bob.delete(connection), () -> pair.propose(alice, a2, b, "both"));
            var ends = answers.subList(2, 4);
            assertThat(tally(ends)).isEqualTo(Map.of("200 ", 1L, "409 ALREADY_REVOKED", 1L));
            var end = ends.get(0).status() == 200 ? ends.get(0) : ends.get(1);
            assertThat(tally(answers).keySet()).isSubsetOf(
                    "200 ", "201 ", "400 INVALID_STATUS", "400 ALREADY_REVOKED", "400 CONNECTION_NOT_ACTIVE",
                    "409 ALREADY_REVOKED");

            var seen = alice.get(pair.pairings()).is(200).at("/pairings");
            assertThat(seen).hasSize(answers.get(4).status() == 201 ? 2 : 1)
                    .allMatch(p -> p.get("status").stringValue().equals("revoked"));
            var reasons = seen.findValuesAsString("revocation_reason");
            assertThat(reasons).filteredOn("connection_revoked"::equals).hasSize(end.json().get("pairings_revoked").intValue());
            assertThat(reasons).filteredOn("revoked"::equals).hasSize(answers.get(1).status() == 200 ? 1 : 0);
            assertThat(bob.get(pair.pairings()).at("/pairings").findValuesAsString("revocation_reason")).isEqualTo(reasons);
            assertThat(bob.get(connection).text("status")).isEqualTo("revoked");
        }
    }

    /** They know each other by a connection that is over; there is a new invite, and everything else happens at once. */
    @ParameterizedTest
    @EnumSource
    void after_a_block_nothing_stands_between_the_two_whatever_else_happens_in_that_moment(Database database) {
        var house = House.on(database);
        for (int round = 0; round < 8; round++) {
            var alice = house.account().onPlan("enterprise");
            var bob = house.account().onPlan("enterprise");
            var over = alice.connectTo(bob);
            bob.delete("/v1/connections/" + over).is(200);
            var invite = round % 2 == 0 ? alice.invite(bob) : null;
            var answers = Together.answers(
                    () -> alice.block(over), () -> alice.block(over), () -> bob.post("/v1/connections", Map.of("email", alice.email())),
                    () -> invite == null ? alice.post("/v1/connections", Map.of("email", bob.email())) : bob.accept(invite));
            assertThat(answers.get(0).is(200).id()).isEqualTo(answers.get(1).is(200).id());
            assertThat(tally(answers).keySet()).isSubsetOf(
                    "200 ", "201 ", "403 BLOCKED", "409 INVITE_PENDING", "409 ALREADY_CONNECTED", "409 ALREADY_PROCESSED");
            for (var side : List.of(alice, bob)) {
                var list = side.get("/v1/connections").is(200);
                assertThat(list.at("/connections")).isEmpty();
                assertThat(list.at("/pending_incoming")).isEmpty();
                assertThat(list.at("/pending_outgoing")).isEmpty();
                assertThat(side.get("/v1/account").at("/usage/connections").intValue()).isZero();
            }
            bob.post("/v1/connections", Map.of("email", alice.email())).isRefused(403, "BLOCKED");
        }
    }
}
