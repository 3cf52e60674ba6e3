package dev.agentpairing.gateway.house;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 2.3. Alice proposes, Bob is the other side. */
@ParameterizedClass
@EnumSource(Database.class)
class ConfirmTest {

    private final House house;
    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;

    ConfirmTest(Database database) {
        house = House.on(database);
        neighbours = house.neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @ParameterizedTest
    @CsvSource({
        "pending, proposer, 403, CANNOT_CONFIRM_OWN",
        "pending, stranger, 404, NOT_FOUND",
        "active, proposer, 400, INVALID_STATUS",
        "active, other, 400, INVALID_STATUS",
        "active, stranger, 404, NOT_FOUND",
        "revoked, proposer, 400, INVALID_STATUS",
        "revoked, other, 400, INVALID_STATUS",
        "revoked, stranger, 404, NOT_FOUND"})
    void it_is_refused(String state, String who, int status, String code) {
        confirm(who(who), neighbours.in(state)).isRefused(status, code);
    }

    @Test
    void the_other_side_confirms_what_is_pending() {
        var answer = confirm(bob, neighbours.pending()).is(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("id", "status", "confirmed_at", "message");
        assertThat(answer.text("status")).isEqualTo("active");
        assertThat(answer.text("message")).isEqualTo("Pairing confirmed. Agents can now exchange files.");
    }

    @Test
    void the_answer_names_the_pairing_in_lower_case() {
        var pairing = neighbours.pending();
        var answer = bob.post("/v1/pairings/" + pairing.toString().toUpperCase() + "/confirm", null).is(200);
        assertThat(answer.text("id")).isEqualTo(pairing.toString());
    }

    @Test
    void both_sides_see_it_active_at_once() {
        var pairing = neighbours.pending();
        var confirmedAt = confirm(bob, pairing).is(200).text("confirmed_at");
        for (var account : new Account[] {alice, bob}) {
            var shown = account.get("/v1/pairings/" + pairing).is(200);
            assertThat(shown.text("status")).isEqualTo("active");
            assertThat(shown.text("confirmed_at")).isEqualTo(confirmedAt);
            assertThat(shown.at("/expires_at").isNull()).isTrue();
            assertThat(shown.at("/awaiting").isNull()).isTrue();
        }
        assertThat(Instant.parse(confirmedAt)).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void whoever_of_the_two_proposed_the_other_confirms() {
        var pairing = neighbours.propose(bob, bob.agent(), alice.agent(), "both").is(201).id();
        confirm(bob, pairing).isRefused(403, "CANNOT_CONFIRM_OWN");
        confirm(alice, pairing).is(200);
    }

    @Test
    void a_pairing_that_does_not_exist_is_not_found() {
        confirm(bob, UUID.randomUUID()).isRefused(404, "NOT_FOUND");
    }

    @Test
    void an_id_that_is_no_uuid_is_malformed() {
        bob.post("/v1/pairings/17/confirm", null).isRefusedFor("id");
    }

    @Test
    void an_api_key_may_confirm_without_the_scope_to_revoke() {
        confirm(bob.withKey("pairings:write"), neighbours.pending()).is(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1]", "{\"id\":5}", "not json", "\u0000"})
    void whatever_body_is_sent_is_ignored(String body) {
        bob.post("/v1/pairings/" + neighbours.pending() + "/confirm", body).is(200);
    }

    @Test
    void the_type_of_the_body_is_ignored_too() {
        bob.post("/v1/pairings/" + neighbours.pending() + "/confirm", "x", "Content-Type", "text/plain").is(200);
    }

    @Test
    void with_the_tag_that_was_shown_it_is_confirmed() {
        var pairing = neighbours.pending();
        confirm(bob, pairing, "If-Match", bob.get("/v1/pairings/" + pairing).etag()).is(200);
    }

    @Test
    void one_of_several_tags_is_enough() {
        var pairing = neighbours.pending();
        confirm(bob, pairing, "If-Match", "\"other\", " + bob.get("/v1/pairings/" + pairing).etag()).is(200);
    }

    @Test
    void a_star_matches_any_tag() {
        confirm(bob, neighbours.pending(), "If-Match", "*").is(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\"", "nonsense", "\"a\", \"b\""})
    void with_another_tag_nothing_is_confirmed(String tag) {
        var pairing = neighbours.pending();
        confirm(bob, pairing, "If-Match", tag).isRefused(412, "PRECONDITION_FAILED");
        assertThat(bob.get("/v1/pairings/" + pairing).text("status")).isEqualTo("pending");
    }

    @Test
    void a_weak_tag_never_matches() {
        var pairing = neighbours.pending();
        confirm(bob, pairing, "If-Match", "W/" + bob.get("/v1/pairings/" + pairing).etag())
                .isRefused(412, "PRECONDITION_FAILED");
    }

    @Test
    void a_tag_from_before_a_change_of_an_agents_name_does_not_match() {
        var theirs = alice.agent();
        var pairing = neighbours.propose(theirs, bob.agent(), "both").is(201).id();
        var tag = bob.get("/v1/pairings/" + pairing).etag();
        alice.patch("/v1/agents/" + theirs, "{\"name\":\"Quite another\"}").is(200);
        confirm(bob, pairing, "If-Match", tag).isRefused(412, "PRECONDITION_FAILED");
    }

    @Test
    void a_missing_pairing_comes_before_another_tag() {
        confirm(bob, UUID.randomUUID(), "If-Match", "\"other\"").isRefused(404, "NOT_FOUND");
    }

    @Test
    void another_tag_comes_before_the_wrong_state() {
        confirm(bob, neighbours.active(), "If-Match", "\"other\"").isRefused(412, "PRECONDITION_FAILED");
    }

    @Test
    void another_tag_comes_before_the_wrong_side() {
        confirm(alice, neighbours.pending(), "If-Match", "\"other\"").isRefused(412, "PRECONDITION_FAILED");
    }

    private static Answer confirm(Account who, UUID pairing, String... headers) {
        return who.post("/v1/pairings/" + pairing + "/confirm", null, headers);
    }

    private Account who(String role) {
        return switch (role) {
            case "proposer" -> alice;
            case "other" -> bob;
            default -> house.stranger();
        };
    }
}
