package dev.agentpairing.gateway.house;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 2.6: may this agent send to that one? Alice proposes, Bob is the other side. */
@ParameterizedClass
@EnumSource(Database.class)
class CheckTest {

    private final House house;
    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;

    CheckTest(Database database) {
        house = House.on(database);
        neighbours = house.neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @ParameterizedTest
    @CsvSource({
        "both, true, PAIRED, true, PAIRED",
        "send_only, true, PAIRED, false, DIRECTION",
        "receive_only, false, DIRECTION, true, PAIRED"})
    void an_active_pairing_allows_what_its_permission_says(
            String permission, boolean there, String reasonThere, boolean back, String reasonBack) {
        var mine = alice.agent();
        var theirs = bob.agent();
        var pairing = neighbours.propose(mine, theirs, permission).is(201).id();
        bob.post("/v1/pairings/" + pairing + "/confirm", null).is(200);
        for (var account : new Account[] {alice, bob}) {
            says(check(account, mine, theirs), there, reasonThere);
            says(check(account, theirs, mine), back, reasonBack);
        }
    }

    @Test
    void the_answer_names_the_pairing_and_the_permission_from_the_callers_side() {
        var mine = alice.agent();
        var theirs = bob.agent();
        var pairing = neighbours.propose(mine, theirs, "send_only").is(201).id();
        var answer = check(bob, mine, theirs);
        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder("allowed", "reason", "pairing_id", "permission", "as_of");
        assertThat(answer.text("pairing_id")).isEqualTo(pairing.toString());
        assertThat(answer.text("permission")).isEqualTo("receive_only");
        assertThat(check(alice, theirs, mine).text("permission")).isEqualTo("send_only");
        assertThat(Instant.parse(answer.text("as_of"))).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void without_a_pairing_nothing_is_allowed() {
        var answer = check(alice, alice.agent(), bob.agent());
        says(answer, false, "NO_PAIRING");
        assertThat(answer.at("/pairing_id").isNull()).isTrue();
        assertThat(answer.at("/permission").isNull()).isTrue();
    }

    @Test
    void a_pending_pairing_allows_nothing() {
        var mine = alice.agent();
        var theirs = bob.agent();
        neighbours.propose(mine, theirs, "both").is(201);
        says(check(alice, mine, theirs), false, "PENDING");
        says(check(bob, theirs, mine), false, "PENDING");
    }

    @Test
    void a_revoked_pairing_allows_nothing() {
        var mine = alice.agent();
        var theirs = bob.agent();
        var pairing = neighbours.propose(mine, theirs, "both").is(201).id();
        bob.post("/v1/pairings/" + pairing + "/confirm", null).is(200);
        alice.delete("/v1/pairings/" + pairing).is(200);
        says(check(bob, mine, theirs), false, "REVOKED");
    }

    @Test
    void the_open_pairing_counts_and_not_the_ones_before_it() {
        var mine = alice.agent();
        var theirs = bob.agent();
        var first = neighbours.propose(mine, theirs, "both").is(201).id();
        alice.delete("/v1/pairings/" + first).is(200);
        var second = neighbours.propose(bob, theirs, mine, "both").is(201).id();
        alice.post("/v1/pairings/" + second + "/confirm", null).is(200);
        var answer = check(alice, mine, theirs);
        says(answer, true, "PAIRED");
        assertThat(answer.text("pairing_id")).isEqualTo(second.toString());
    }

    @Test
    void agents_of_one_account_may_always_send_to_each_other() {
        var answer = check(alice, alice.agent(), alice.agent());
        says(answer, true, "SAME_ACCOUNT");
        assertThat(answer.at("/pairing_id").isNull()).isTrue();
    }

    @Test
    void an_agent_that_does_not_exist_looks_like_one_of_a_stranger() {
        var mine = alice.agent();
        for (var other : List.of(house.stranger().agent(), UUID.randomUUID())) {
            says(check(alice, mine, other), false, "NO_PAIRING");
            says(check(alice, other, mine), false, "NO_PAIRING");
        }
        check(alice, UUID.randomUUID(), UUID.randomUUID()).isRefused(404, "NOT_FOUND");
    }

    @Test
    void a_caller_who_owns_neither_agent_finds_nothing() {
        check(house.stranger(), alice.agent(), bob.agent()).isRefused(404, "NOT_FOUND");
    }

    @Test
    void both_agents_must_be_named() {
        alice.get("/v1/check").isRefusedFor("from", "to");
    }

    @ParameterizedTest
    @CsvSource({"from=1&to=2&as_of=3, from to as_of", "to=1, from to"})
    void everything_wrong_is_named_at_once(String query, String fields) {
        alice.get("/v1/check?" + query).isRefusedFor(fields.split(" "));
    }

    private static void says(Answer answer, boolean allowed, String reason) {
        assertThat(answer.is(200).text("reason")).isEqualTo(reason);
        assertThat(answer.at("/allowed").booleanValue()).isEqualTo(allowed);
    }

    private static Answer check(Account who, UUID from, UUID to) {
        return who.get("/v1/check?from=" + from + "&to=" + to);
    }
}
