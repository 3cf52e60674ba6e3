package dev.agentpairing.gateway.house;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 2.5. Alice proposes "both", Bob is the other side. */
@ParameterizedClass
@EnumSource(Database.class)
class PermissionTest {

    private final House house;
    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;

    PermissionTest(Database database) {
        house = House.on(database);
        neighbours = house.neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @ParameterizedTest
    @CsvSource({"pending, proposer", "pending, other", "active, proposer", "active, other"})
    void either_side_changes_it_while_it_is_open(String state, String who) {
        var pairing = neighbours.in(state);
        var answer = change(who(who), pairing, "send_only").is(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("id", "permission", "status", "message");
        assertThat(answer.text("id")).isEqualTo(pairing.toString());
        assertThat(answer.text("permission")).isEqualTo("send_only");
        assertThat(answer.text("status")).isEqualTo("pending");
        assertThat(answer.text("message")).isEqualTo("Permission updated. The other side must re-confirm the pairing.");
        assertThat(answer.header("X-Consistency-Token")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "pending, stranger, 404, NOT_FOUND", "active, stranger, 404, NOT_FOUND", "revoked, stranger, 404, NOT_FOUND",
        "revoked, proposer, 400, INVALID_STATUS", "revoked, other, 400, INVALID_STATUS"})
    void it_is_refused(String state, String who, int status, String code) {
        change(who(who), neighbours.in(state), "send_only").isRefused(status, code);
    }

    @Test
    void both_sides_see_at_once_that_it_is_pending_again_and_whom_it_awaits() {
        var pairing = neighbours.active();
        var before = alice.get("/v1/pairings/" + pairing).json();
        change(bob, pairing, "send_only").is(200);
        for (var account : new Account[] {alice, bob}) {
            var shown = account.get("/v1/pairings/" + pairing).is(200);
            assertThat(shown.text("status")).isEqualTo("pending");
            assertThat(shown.text("permission")).isEqualTo(account == bob ? "send_only" : "receive_only");
            assertThat(shown.text("raw_permission")).isEqualTo("receive_only");
            assertThat(shown.text("proposed_by")).isEqualTo(alice.id().toString());
            assertThat(shown.text("awaiting")).isEqualTo(alice.id().toString());
            assertThat(shown.at("/confirmed_at").isNull()).isTrue();
            assertThat(shown.at("/created_at")).isEqualTo(before.get("created_at"));
        }
    }

    @ParameterizedTest
    @CsvSource({"pending, proposer, other", "pending, other, proposer", "active, proposer, other", "active, other, proposer"})
    void only_the_side_that_did_not_change_it_confirms(String state, String changer, String other) {
        var pairing = neighbours.in(state);
        change(who(changer), pairing, "receive_only").is(200);
        confirm(who(changer), pairing).isRefused(403, "CANNOT_CONFIRM_OWN");
        confirm(who(other), pairing).is(200);
        assertThat(who(changer).get("/v1/pairings/" + pairing).text("permission")).isEqualTo("receive_only");
    }

    @Test
    void until_it_is_confirmed_anew_nothing_may_be_sent() {
        var mine = alice.agent();
        var theirs = bob.agent();
        var pairing = neighbours.propose(mine, theirs, "both").is(201).id();
        confirm(bob, pairing).is(200);
        var check = "/v1/check?from=" + mine + "&to=" + theirs;
        assertThat(alice.get(check).text("reason")).isEqualTo("PAIRED");
        change(alice, pairing, "receive_only").is(200);
        assertThat(alice.get(check).text("reason")).isEqualTo("PENDING");
        confirm(bob, pairing).is(200);
        assertThat(alice.get(check).text("reason")).isEqualTo("DIRECTION");
    }

    @Test
    void the_time_to_confirm_starts_anew() {
        var pairing = neighbours.pending();
        var before = Instant.parse(bob.get("/v1/pairings/" + pairing).text("expires_at"));
        var start = Instant.now();
        change(alice, pairing, "send_only").is(200);
        var after = Instant.parse(bob.get("/v1/pairings/" + pairing).text("expires_at"));
        assertThat(after).isAfter(before).isBetween(start.plus(Duration.ofDays(7)).minusMillis(1), Instant.now().plus(Duration.ofDays(7)));
    }

    @Test
    void a_pending_change_waits_for_the_other_side_in_its_list_of_connections() {
        var pair = Neighbours.of(house.account(), house.account());
        var pairing = pair.active();
        change(pair.bob(), pairing, "send_only").is(200);
        assertThat(pair.alice().get("/v1/connections").at("/connections/0/pending_pairing_count").intValue()).isEqualTo(1);
        assertThat(pair.bob().get("/v1/connections").at("/connections/0/pending_pairing_count").intValue()).isZero();
        assertThat(pair.bob().get("/v1/connections").at("/connections/0/pairing_count").intValue()).isZero();
    }

    @Test
    void the_pair_stays_taken() {
        var mine = alice.agent();
        var theirs = bob.agent();
        var pairing = neighbours.propose(mine, theirs, "both").is(201).id();
        change(bob, pairing, "send_only").is(200);
        neighbours.propose(mine, theirs, "both").isRefused(409, "PAIRING_EXISTS");
        alice.delete("/v1/pairings/" + pairing).is(200);
        neighbours.propose(mine, theirs, "both").is(201);
    }

    @ParameterizedTest
    @CsvSource({"pending, proposer", "pending, other", "active, proposer", "active, other"})
    void the_same_permission_changes_nothing_and_answers_with_the_present_status(String state, String who) {
        var pairing = neighbours.in(state);
        var before = alice.get("/v1/pairings/" + pairing).is(200);
        var answer = change(who(who), pairing, "both").is(200);
        assertThat(answer.text("status")).isEqualTo(state);
        assertThat(answer.text("permission")).isEqualTo("both");
        assertThat(answer.text("message")).doesNotContain("updated");
        var after = alice.get("/v1/pairings/" + pairing).is(200);
        assertThat(after.body()).isEqualTo(before.body());
        assertThat(after.etag()).isEqualTo(before.etag());
    }

    @Test
    void the_same_permission_is_the_same_from_either_side() {
        var pairing = neighbours.propose(alice.agent(), bob.agent(), "send_only").is(201).id();
        confirm(bob, pairing).is(200);
        assertThat(change(bob, pairing, "receive_only").is(200).text("status")).isEqualTo("active");
        assertThat(change(alice, pairing, "send_only").is(200).text("status")).isEqualTo("active");
        assertThat(change(bob, pairing, "send_only").is(200).text("status")).isEqualTo("pending");
    }

    @Test
    void the_same_permission_of_a_revoked_pairing_is_refused_too() {
        change(alice, neighbours.revoked(), "both").isRefused(400, "INVALID_STATUS");
    }

    @Test
    void it_can_be_revoked_while_it_waits() {
        var pairing = neighbours.active();
        change(alice, pairing, "send_only").is(200);
        alice.delete("/v1/pairings/" + pairing).is(200);
        var shown = bob.get("/v1/pairings/" + pairing);
        assertThat(shown.text("revocation_reason")).isEqualTo("revoked");
        assertThat(shown.at("/confirmed_at").isNull()).isTrue();
        assertThat(shown.at("/expires_at").isNull()).isTrue();
        assertThat(shown.at("/awaiting").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "{\"permission\":null}", "{\"permission\":\"BOTH\"}", "{\"permission\":\"none\"}", "{\"permission\":5}",
        "{\"permission\":true}", "{\"permission\":[\"both\"]}", "{\"permission\":\"\"}"})
    void a_permission_is_required_and_one_of_three_words(String body) {
        var pairing = neighbours.active();
        alice.patch("/v1/pairings/" + pairing, body).isRefusedFor("permission");
        assertThat(alice.get("/v1/pairings/" + pairing).text("status")).isEqualTo("active");
    }

    @Test
    void without_a_body_the_permission_is_missing() {
        alice.patch("/v1/pairings/" + neighbours.pending(), null).isRefusedFor("permission");
    }

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        alice.patch("/v1/pairings/17", "{\"permission\":7}").isRefusedFor("id", "permission");
    }

    @Test
    void other_fields_are_ignored() {
        var body = Map.of("permission", "send_only", "status", "active", "reason", 5);
        assertThat(alice.patch("/v1/pairings/" + neighbours.pending(), body).is(200).text("status")).isEqualTo("pending");
    }

    @Test
    void a_body_of_another_type_is_not_read() {
        alice.patch("/v1/pairings/" + neighbours.pending(), "permission=both", "Content-Type", "text/plain")
                .isRefused(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void a_malformed_body_comes_before_a_missing_pairing() {
        alice.patch("/v1/pairings/" + UUID.randomUUID(), Map.of()).isRefusedFor("permission");
    }

    @Test
    void a_pairing_that_does_not_exist_is_not_found() {
        change(alice, UUID.randomUUID(), "both").isRefused(404, "NOT_FOUND");
    }

    @Test
    void an_api_key_needs_no_scope_but_that_to_write() {
        change(bob.withKey("pairings:write"), neighbours.active(), "send_only").is(200);
    }

    @Test
    void with_the_tag_that_was_shown_it_is_changed_and_not_a_second_time() {
        var pairing = neighbours.active();
        var tag = bob.get("/v1/pairings/" + pairing).etag();
        change(bob, pairing, "send_only", "If-Match", tag).is(200);
        change(bob, pairing, "receive_only", "If-Match", tag).isRefused(412, "PRECONDITION_FAILED");
        confirm(alice, pairing).is(200);
    }

    @Test
    void a_star_matches_any_tag() {
        change(alice, neighbours.active(), "send_only", "If-Match", "*").is(200);
    }

    @Test
    void with_another_tag_nothing_is_changed_and_not_even_the_same_permission_accepted() {
        var pairing = neighbours.active();
        for (var permission : new String[] {"send_only", "both"}) {
            change(alice, pairing, permission, "If-Match", "\"other\"").isRefused(412, "PRECONDITION_FAILED");
        }
        assertThat(alice.get("/v1/pairings/" + pairing).text("status")).isEqualTo("active");
    }

    @Test
    void a_tag_from_before_a_change_confirms_nothing() {
        var pairing = neighbours.pending();
        var tag = bob.get("/v1/pairings/" + pairing).etag();
        change(alice, pairing, "send_only").is(200);
        bob.post("/v1/pairings/" + pairing + "/confirm", null, "If-Match", tag).isRefused(412, "PRECONDITION_FAILED");
    }

    @Test
    void a_missing_pairing_comes_before_another_tag_and_that_before_the_wrong_state() {
        change(alice, UUID.randomUUID(), "both", "If-Match", "\"other\"").isRefused(404, "NOT_FOUND");
        change(alice, neighbours.revoked(), "both", "If-Match", "\"other\"").isRefused(412, "PRECONDITION_FAILED");
    }

    private static Answer change(Account who, UUID pairing, String permission, String... headers) {
        return who.patch("/v1/pairings/" + pairing, Map.of("permission", permission), headers);
    }

    private static Answer confirm(Account who, UUID pairing) {
        return who.post("/v1/pairings/" + pairing + "/confirm", null);
    }

    private Account who(String role) {
        return switch (role) {
            case "proposer" -> alice;
            case "other" -> bob;
            default -> house.stranger();
        };
    }
}
