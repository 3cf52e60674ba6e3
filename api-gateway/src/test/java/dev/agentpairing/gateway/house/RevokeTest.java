package dev.agentpairing.gateway.house;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 2.4. Alice proposes, Bob is the other side. */
@ParameterizedClass
@EnumSource(Database.class)
class RevokeTest {

    private final House house;
    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;

    RevokeTest(Database database) {
        house = House.on(database);
        neighbours = house.neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @ParameterizedTest
    @CsvSource({"pending, proposer", "pending, other", "active, proposer", "active, other"})
    void either_side_revokes_what_is_open(String state, String who) {
        var pairing = neighbours.in(state);
        var answer = revoke(who(who), pairing).is(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("id", "status");
        assertThat(answer.text("id")).isEqualTo(pairing.toString());
        assertThat(answer.text("status")).isEqualTo("revoked");
    }

    @ParameterizedTest
    @CsvSource({
        "pending, stranger, 404, NOT_FOUND",
        "active, stranger, 404, NOT_FOUND",
        "revoked, proposer, 400, ALREADY_REVOKED",
        "revoked, other, 400, ALREADY_REVOKED",
        "revoked, stranger, 404, NOT_FOUND"})
    void it_is_refused(String state, String who, int status, String code) {
        revoke(who(who), neighbours.in(state)).isRefused(status, code);
    }

    @ParameterizedTest
    @CsvSource({"proposer", "other"})
    void both_sides_see_at_once_who_revoked_it(String who) {
        var pairing = neighbours.active();
        revoke(who(who), pairing).is(200);
        for (var account : new Account[] {alice, bob}) {
            var shown = account.get("/v1/pairings/" + pairing).is(200);
            assertThat(shown.text("status")).isEqualTo("revoked");
            assertThat(shown.text("revocation_reason")).isEqualTo("revoked");
            assertThat(shown.text("revoked_by")).isEqualTo(who(who).id().toString());
            assertThat(shown.text("revoked_at")).isGreaterThan(shown.text("created_at"));
        }
    }

    @Test
    void a_revoked_pairing_still_says_when_it_was_confirmed() {
        var pairing = neighbours.active();
        var confirmedAt = alice.get("/v1/pairings/" + pairing).text("confirmed_at");
        revoke(bob, pairing).is(200);
        assertThat(alice.get("/v1/pairings/" + pairing).text("confirmed_at")).isEqualTo(confirmedAt);
    }

    @Test
    void a_key_without_the_scope_needs_a_session() {
        var pairing = neighbours.pending();
        revoke(alice.withKey(), pairing).isRefused(403, "SESSION_REQUIRED");
        assertThat(alice.get("/v1/pairings/" + pairing).text("status")).isEqualTo("pending");
    }

    @Test
    void a_key_with_no_scope_of_pairings_at_all_needs_a_session() {
        revoke(bob.withKey("audit"), neighbours.pending()).isRefused(403, "SESSION_REQUIRED");
    }

    @Test
    void a_key_with_the_scope_needs_none() {
        revoke(alice.withKey("pairings:revoke"), neighbours.active()).is(200);
    }

    @Test
    void a_missing_pairing_comes_before_the_missing_scope() {
        revoke(alice.withKey("audit"), UUID.randomUUID()).isRefused(404, "NOT_FOUND");
    }

    @Test
    void a_pairing_of_others_comes_before_the_missing_scope() {
        revoke(house.stranger().withKey("audit"), neighbours.pending()).isRefused(404, "NOT_FOUND");
    }

    @Test
    void the_missing_scope_comes_before_the_wrong_state() {
        revoke(alice.withKey("audit"), neighbours.revoked()).isRefused(403, "SESSION_REQUIRED");
    }

    @Test
    void another_tag_comes_before_the_missing_scope() {
        alice.withKey("audit").delete("/v1/pairings/" + neighbours.pending(), "If-Match", "\"other\"")
                .isRefused(412, "PRECONDITION_FAILED");
    }

    @Test
    void an_id_that_is_no_uuid_is_malformed() {
        alice.delete("/v1/pairings/17").isRefusedFor("id");
    }

    @ParameterizedTest
    @CsvSource({"1", "500"})
    void a_reason_has_up_to_500_characters(int length) {
        alice.deleteWith("/v1/pairings/" + neighbours.pending(), Map.of("reason", "x".repeat(length))).is(200);
    }

    @Test
    void characters_are_counted_and_not_their_halves() {
        alice.deleteWith("/v1/pairings/" + neighbours.pending(), Map.of("reason", "😀".repeat(500))).is(200);
    }

    @ParameterizedTest
    @CsvSource({"x", "😀"})
    void a_longer_reason_is_malformed_and_revokes_nothing(String character) {
        var pairing = neighbours.pending();
        alice.deleteWith("/v1/pairings/" + pairing, Map.of("reason", character.repeat(501))).isRefusedFor("reason");
        assertThat(alice.get("/v1/pairings/" + pairing).text("status")).isEqualTo("pending");
    }

    @Test
    void a_reason_that_is_no_text_is_malformed() {
        alice.deleteWith("/v1/pairings/" + neighbours.pending(), "{\"reason\":5}").isRefusedFor("reason");
    }

    @Test
    void a_null_for_the_reason_is_as_if_it_were_absent() {
        alice.deleteWith("/v1/pairings/" + neighbours.pending(), "{\"reason\":null}").is(200);
    }

    @Test
    void a_malformed_reason_comes_before_a_missing_pairing() {
        alice.deleteWith("/v1/pairings/" + UUID.randomUUID(), "{\"reason\":5}").isRefusedFor("reason");
    }

    @Test
    void a_reason_may_have_line_breaks() {
        alice.deleteWith("/v1/pairings/" + neighbours.pending(), Map.of("reason", "one\r\ntwo")).is(200);
    }

    @Test
    void with_the_tag_that_was_shown_it_is_revoked() {
        var pairing = neighbours.pending();
        alice.delete("/v1/pairings/" + pairing, "If-Match", alice.get("/v1/pairings/" + pairing).etag()).is(200);
    }

    @Test
    void a_star_matches_any_tag() {
        alice.delete("/v1/pairings/" + neighbours.pending(), "If-Match", "*").is(200);
    }

    @Test
    void a_tag_from_before_the_confirmation_does_not_match() {
        var pairing = neighbours.pending();
        var tag = alice.get("/v1/pairings/" + pairing).etag();
        bob.post("/v1/pairings/" + pairing + "/confirm", null).is(200);
        alice.delete("/v1/pairings/" + pairing, "If-Match", tag).isRefused(412, "PRECONDITION_FAILED");
        assertThat(alice.get("/v1/pairings/" + pairing).text("status")).isEqualTo("active");
    }

    @Test
    void a_missing_pairing_comes_before_another_tag() {
        alice.delete("/v1/pairings/" + UUID.randomUUID(), "If-Match", "\"other\"").isRefused(404, "NOT_FOUND");
    }

    private static Answer revoke(Account who, UUID pairing) {
        return who.delete("/v1/pairings/" + pairing);
    }

    private Account who(String role) {
        return switch (role) {
            case "proposer" -> alice;
            case "other" -> bob;
            default -> house.stranger();
        };
    }
}
