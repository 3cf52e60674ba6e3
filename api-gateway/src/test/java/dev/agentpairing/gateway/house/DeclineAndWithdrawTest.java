package dev.agentpairing.gateway.house;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 2.6. Alice proposes, Bob is the other side; "changed" is what Bob changed after he had confirmed it. */
@ParameterizedClass
@EnumSource(Database.class)
class DeclineAndWithdrawTest {

    private final House house;
    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;

    DeclineAndWithdrawTest(Database database) {
        house = House.on(database);
        neighbours = house.neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @ParameterizedTest
    @CsvSource({
        "decline, pending, other, declined", "decline, changed, proposer, declined",
        "withdraw, pending, proposer, withdrawn", "withdraw, changed, other, withdrawn"})
    void it_ends_what_is_pending_and_both_sides_see_at_once_why(String way, String state, String who, String reason) {
        var pairing = in(state);
        var answer = end(who(who), way, pairing).is(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("id", "status");
        assertThat(answer.text("id")).isEqualTo(pairing.toString());
        assertThat(answer.text("status")).isEqualTo("revoked");
        assertThat(answer.header("X-Consistency-Token")).isNotBlank();
        for (var account : new Account[] {alice, bob}) {
            var shown = account.get("/v1/pairings/" + pairing).is(200);
            assertThat(shown.text("status")).isEqualTo("revoked");
            assertThat(shown.text("revocation_reason")).isEqualTo(reason);
            assertThat(shown.text("revoked_by")).isEqualTo(who(who).id().toString());
            assertThat(shown.text("revoked_at")).isGreaterThan(shown.text("created_at"));
            for (var field : new String[] {"expires_at", "awaiting", "confirmed_at"}) {
                assertThat(shown.json().get(field).isNull()).as(field).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "decline, pending, proposer, 403, CANNOT_DECLINE_OWN", "decline, changed, other, 403, CANNOT_DECLINE_OWN",
        "decline, active, proposer, 400, INVALID_STATUS", "decline, active, other, 400, INVALID_STATUS",
        "decline, revoked, proposer, 400, INVALID_STATUS", "decline, revoked, other, 400, INVALID_STATUS",
        "decline, pending, stranger, 404, NOT_FOUND", "decline, active, stranger, 404, NOT_FOUND",
        "withdraw, pending, other, 403, NOT_YOUR_PROPOSAL", "withdraw, changed, proposer, 403, NOT_YOUR_PROPOSAL",
        "withdraw, active, proposer, 400, INVALID_STATUS", "withdraw, active, other, 400, INVALID_STATUS",
        "withdraw, revoked, proposer, 400, INVALID_STATUS", "withdraw, revoked, other, 400, INVALID_STATUS",
        "withdraw, pending, stranger, 404, NOT_FOUND", "withdraw, revoked, stranger, 404, NOT_FOUND"})
    void it_is_refused_and_nothing_happens(String way, String state, String who, int status, String code) {
        var pairing = in(state);
        var before = alice.get("/v1/pairings/" + pairing).body();
        end(who(who), way, pairing).isRefused(status, code);
        assertThat(alice.get("/v1/pairings/" + pairing).body()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"decline, other", "withdraw, proposer"})
    void the_same_two_agents_can_be_proposed_again(String way, String who) {
        var mine = alice.agent();
        var theirs = bob.agent();
        end(who(who), way, neighbours.propose(mine, theirs, "both").is(201).id()).is(200);
        neighbours.propose(bob, theirs, mine, "both").is(201);
    }

    @Test
    void the_place_under_the_limit_of_a_plan_is_free_again() {
        var small = Neighbours.of(house.account(), house.account().onPlan("builder"));
        var mine = small.alice().agent();
        var first = small.propose(mine, small.bob().agent(), "both").is(201).id();
        var second = small.propose(mine, small.bob().agent(), "both").is(201).id();
        small.propose(mine, small.bob().agent(), "both").is(201);
        var more = small.bob().agent();
        small.propose(mine, more, "both").isRefused(403, "PLAN_LIMIT_REACHED");
        end(small.bob(), "decline", first).is(200);
        small.propose(mine, more, "both").is(201);
        small.propose(mine, small.bob().agent(), "both").isRefused(403, "PLAN_LIMIT_REACHED");
        end(small.alice(), "withdraw", second).is(200);
        small.propose(mine, small.bob().agent(), "both").is(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"decline", "withdraw"})
    void a_pairing_that_does_not_exist_is_not_found(String way) {
        end(bob, way, UUID.randomUUID()).isRefused(404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"decline", "withdraw"})
    void an_id_that_is_no_uuid_is_malformed(String way) {
        bob.post("/v1/pairings/17/" + way, null).isRefusedFor("id");
    }

    @ParameterizedTest
    @CsvSource({"decline, other", "withdraw, proposer"})
    void an_api_key_may_do_it_without_the_scope_to_revoke(String way, String who) {
        end(who(who).withKey("pairings:write"), way, neighbours.pending()).is(200);
    }

    @ParameterizedTest
    @CsvSource({"decline, other", "withdraw, proposer"})
    void whatever_body_is_sent_is_ignored(String way, String who) {
        who(who).post("/v1/pairings/" + neighbours.pending() + "/" + way, "{\"reason\":5", "Content-Type", "text/plain").is(200);
    }

    private static Answer end(Account who, String way, UUID pairing) {
        return who.post("/v1/pairings/" + pairing + "/" + way, null);
    }

    private UUID in(String state) {
        if (!state.equals("changed")) {
            return neighbours.in(state);
        }
        var pairing = neighbours.active();
        bob.patch("/v1/pairings/" + pairing, Map.of("permission", "send_only")).is(200);
        return pairing;
    }

    private Account who(String role) {
        return switch (role) {
            case "proposer" -> alice;
            case "other" -> bob;
            default -> house.stranger();
        };
    }
}
