package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** What many callers do to the same things at once: every answer must be true of what is there afterwards. */
class RaceTest {

    private static final int CALLERS = 64;

    @ParameterizedTest
    @EnumSource
    void of_many_proposals_of_one_pair_in_both_directions_one_is_accepted(Database database) {
        var pair = House.on(database).neighbours();
        var a = pair.alice().agent();
        var b = pair.bob().agent();
        var answers = Together.run(CALLERS, number -> number % 2 == 0
                ? pair.propose(pair.alice(), a, b, "both") : pair.propose(pair.bob(), b, a, "both"));
        assertThat(tally(answers)).isEqualTo(Map.of("201 ", 1L, "409 PAIRING_EXISTS", CALLERS - 1L));
        for (var side : List.of(pair.alice(), pair.bob())) {
            assertThat(side.get(pair.pairings() + "?agent=" + a).at("/pairings")).hasSize(1);
        }
    }

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
    void of_many_that_come_with_one_connection_token_one_is_let_in(Database database) {
        var house = House.on(database);
        var bob = house.neighbours().bob();
        var agent = bob.agentWithoutKey();
        var keys = Stream.generate(Account::newPublicKey).limit(CALLERS).toList();
        var answers = Together.run(CALLERS, number -> house.send(
                "POST", "/v1/agents/connect", agent.text("connection_token"), Map.of("public_key", keys.get(number))));
        assertThat(tally(answers)).isEqualTo(Map.of("200 ", 1L, "401 UNAUTHORIZED", CALLERS - 1L));
        var winner = IntStream.range(0, CALLERS).filter(number -> answers.get(number).status() == 200).findFirst().orElseThrow();
        var shown = bob.get("/v1/agents/" + agent.id()).is(200);
        assertThat(shown.text("public_key")).isEqualTo(keys.get(winner));
        assertThat(shown.at("/key_version").intValue()).isEqualTo(1);
        assertThat(answers).allMatch(answer -> answer.status() == 200 || "Bearer".equals(answer.header("WWW-Authenticate")));
    }

    @ParameterizedTest
    @EnumSource
    void a_confirmation_and_revocations_of_one_pairing_agree_with_what_both_sides_see(Database database) {
        var pair = House.on(database).neighbours();
        var a = pair.alice().agent();
        var b = pair.bob().agent();
        for (int round = 0; round < 40; round++) {
            var path = "/v1/pairings/" + pair.propose(a, b, "send_only").is(201).id();
            var answers = Together.answers(
                    () -> pair.bob().post(path + "/confirm", null), () -> pair.alice().delete(path),
                    () -> pair.bob().delete(path));
            var confirmed = answers.get(0);
            assertThat(tally(answers.subList(1, 3))).isEqualTo(Map.of("200 ", 1L, "400 ALREADY_REVOKED", 1L));
            assertThat(tally(List.of(confirmed))).containsAnyOf(Map.entry("200 ", 1L), Map.entry("400 INVALID_STATUS", 1L));
            var winner = answers.get(1).status() == 200 ? pair.alice() : pair.bob();
            for (var side : List.of(pair.alice(), pair.bob())) {
                var seen = side.get(path).is(200);
                assertThat(seen.text("status")).isEqualTo("revoked");
                assertThat(seen.text("revoked_by")).isEqualTo(winner.id().toString());
                assertThat(seen.text("permission")).isEqualTo(side == pair.alice() ? "send_only" : "receive_only");
                assertThat(seen.json().get("confirmed_at")).isEqualTo(
                        confirmed.status() == 200 ? confirmed.json().get("confirmed_at") : JsonNodeFactory.instance.nullNode());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_pending_pairing_ends_once_in_the_way_of_whoever_was_first_and_the_pair_is_free_again(Database database) {
        var pair = House.on(database).neighbours();
        var a = pair.alice().agent();
        var b = pair.bob().agent();
        for (int round = 0; round < 25; round++) {
            var path = "/v1/pairings/" + pair.propose(a, b, "both").is(201).id();
            var answers = Together.answers(
                    () -> pair.bob().post(path + "/decline", null), () -> pair.alice().post(path + "/withdraw", null),
                    () -> pair.bob().delete(path), () -> pair.alice().delete(path));
            assertThat(tally(answers)).containsEntry("200 ", 1L);
            assertThat(tally(answers.subList(0, 2)).keySet()).isSubsetOf("200 ", "400 INVALID_STATUS");
            assertThat(tally(answers.subList(2, 4)).keySet()).isSubsetOf("200 ", "400 ALREADY_REVOKED");
            var first = IntStream.range(0, 4).filter(i -> answers.get(i).status() == 200).findFirst().orElseThrow();
            var seen = pair.alice().get(path).is(200);
            assertThat(seen.text("revocation_reason")).isEqualTo(List.of("declined", "withdrawn", "revoked", "revoked").get(first));
            assertThat(seen.text("revoked_by")).isEqualTo((first % 2 == 0 ? pair.bob() : pair.alice()).id().toString());
        }
    }

    /** One of the two changes comes last, and the other side of that one is awaited; a confirmation in between is undone by it. */
    @ParameterizedTest
    @EnumSource
    void changes_by_both_sides_and_a_confirmation_leave_one_truth(Database database) {
        var pair = House.on(database).neighbours();
        for (int round = 0; round < 25; round++) {
            var path = "/v1/pairings/" + pair.pending();
            Together.answers(
                    () -> pair.alice().patch(path, Map.of("permission", "send_only")),
                    () -> pair.bob().patch(path, Map.of("permission", "send_only")),
                    () -> pair.bob().post(path + "/confirm", null)).subList(0, 2).forEach(answer -> answer.is(200));
            var alices = pair.alice().get(path).is(200);
            var bobs = pair.bob().get(path).is(200);
            var lastByAlice = alices.text("permission").equals("send_only");
            assertThat(bobs.text("permission")).isEqualTo(lastByAlice ? "receive_only" : "send_only");
            assertThat(alices.at("/awaiting")).isEqualTo(bobs.at("/awaiting"));
            if (alices.text("status").equals("active")) {
                assertThat(lastByAlice).isTrue(); // by a confirmation that came after it
            } else {
                assertThat(alices.text("awaiting")).isEqualTo((lastByAlice ? pair.bob() : pair.alice()).id().toString());
                (lastByAlice ? pair.bob() : pair.alice()).post(path + "/confirm", null).is(200);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void under_a_condition_only_what_was_read_is_confirmed_however_often_it_changes_meanwhile(Database database) {
        var pair = House.on(database).neighbours();
        var path = "/v1/pairings/" + pair.pending();
        var confirmed = new ConcurrentHashMap<String, String>();
        IntFunction<Answer> confirm = _ -> {
            var seen = pair.bob().get(path).is(200);
            var answer = pair.bob().post(path + "/confirm", null, "If-Match", seen.etag());
            if (answer.status() == 200) {
                confirmed.put(answer.text("confirmed_at"), seen.text("permission"));
            }
            return answer;
        };
        var permissions = List.of("send_only", "receive_only", "both");
        var answers = Together.run(9, number -> IntStream.range(0, number == 0 ? 20 : 8).mapToObj(number == 0
                ? i -> pair.alice().patch(path, Map.of("permission", permissions.get(i % 3))).is(200) : confirm).toList());
        answers.subList(1, 9).forEach(bobs -> assertThat(tally(bobs).keySet()).isSubsetOf(
                "200 ", "412 PRECONDITION_FAILED", "400 INVALID_STATUS"));
        pair.alice().patch(path, Map.of("permission", "send_only")).is(200);
        confirm.apply(0).is(200);
        var steps = pair.bob().get(path + "/history").is(200).at("/events").valueStream()
                .filter(step -> step.get("type").stringValue().equals("confirmed"))
                .collect(Collectors.toMap(step -> step.get("at").stringValue(), step -> step.get("permission").stringValue()));
        assertThat(steps).isEqualTo(confirmed);
    }

    @ParameterizedTest
    @EnumSource
    void a_condition_holds_however_often_something_changes_meanwhile_that_is_not_shown(Database database) {
        var pair = House.on(database).neighbours();
        var mine = pair.alice().agent();
        var path = "/v1/pairings/" + pair.propose(mine, pair.bob().agent(), "both").is(201).id();
        Together.answers(
                () -> repeatedly(40, _ -> pair.alice().patch("/v1/agents/" + mine, Map.of("description", House.fresh("described")))),
                () -> repeatedly(20, i -> pair.bob().patch(path, Map.of("permission", i % 2 == 0 ? "send_only" : "both"),
                        "If-Match", pair.bob().get(path).is(200).etag())));
    }

    /** @return the last answer */
    private static Answer repeatedly(int times, IntFunction<Answer> write) {
        return IntStream.range(0, times).mapToObj(i -> write.apply(i).is(200)).reduce((_, last) -> last).orElseThrow();
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

    @ParameterizedTest
    @EnumSource
    void whoever_reads_after_a_write_was_answered_sees_it(Database database) {
        var pair = House.on(database).neighbours();
        Together.run(IntStream.range(0, 16).<Callable<UUID>>mapToObj(_ -> () -> {
            var a = pair.alice().agent();
            var b = pair.bob().agent();
            for (int round = 0; round < 8; round++) {
                writeAndRead(pair, a, b);
            }
            return a;
        }).toList());
    }

    private static void writeAndRead(Neighbours pair, UUID a, UUID b) {
        var id = pair.propose(a, b, "both").is(201).id();
        assertThat(pair.bob().get("/v1/pairings/" + id).is(200).text("status")).isEqualTo("pending");
        pair.bob().post("/v1/pairings/" + id + "/confirm", null).is(200);
        var active = pair.alice().get(pair.pairings() + "?status=active&agent=" + a).is(200).at("/pairings");
        assertThat(active.findValuesAsString("id")).contains(id.toString());
        assertThat(pair.bob().get("/v1/check?from=" + b + "&to=" + a).text("reason")).isEqualTo("PAIRED");
        pair.alice().delete("/v1/pairings/" + id).is(200);
        assertThat(pair.bob().get("/v1/pairings/" + id).is(200).text("status")).isEqualTo("revoked");
    }

    /** How often each status and code was answered. */
    static Map<String, Long> tally(List<Answer> answers) {
        return answers.stream()
                .collect(Collectors.groupingBy(answer -> answer.status() + " " + code(answer), Collectors.counting()));
    }

    private static String code(Answer answer) {
        return answer.status() < 400 ? "" : answer.code();
    }
}
