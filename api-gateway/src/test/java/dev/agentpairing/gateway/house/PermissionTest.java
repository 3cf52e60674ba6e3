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
