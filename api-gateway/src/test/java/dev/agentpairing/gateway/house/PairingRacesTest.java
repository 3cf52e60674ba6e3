package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.JsonNodeFactory;

import static dev.agentpairing.gateway.house.Answer.tally;
import static org.assertj.core.api.Assertions.assertThat;

/** What many callers do to one pairing, or to have one, at once: every answer must be true of what is there afterwards. */
class PairingRacesTest {

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
}
