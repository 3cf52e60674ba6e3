package dev.agentpairing.gateway.house;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 3: an invite is accepted or rejected. Alice invites, Bob is invited. */
@ParameterizedClass
@EnumSource(Database.class)
class AnsweredInvitesTest {

    private final House house;
    private final Account alice;
    private final Account bob;

    AnsweredInvitesTest(Database database) {
        house = House.on(database);
        alice = house.account();
        bob = house.account();
    }

    @Test
    void accepting_establishes_the_connection() {
        var connection = alice.invite(bob);
        var answer = bob.accept(connection).is(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("id", "status", "message");
        assertThat(answer.text("id")).isEqualTo(connection.toString());
        assertThat(answer.text("status")).isEqualTo("active");
        assertThat(answer.text("message")).isEqualTo("Connection established.");
    }

    @Test
    void the_inviter_cannot_accept_or_reject() {
        var connection = alice.invite(bob);
        alice.accept(connection).isRefused(403, "FORBIDDEN");
        reject(alice, connection).isRefused(403, "FORBIDDEN");
    }

    @Test
    void what_was_accepted_is_processed_and_the_inviter_is_still_told_that_it_was_its_own() {
        var connection = alice.connectTo(bob);
        bob.accept(connection).isRefused(409, "ALREADY_PROCESSED");
        reject(bob, connection).isRefused(409, "ALREADY_PROCESSED");
        alice.accept(connection).isRefused(403, "FORBIDDEN");
        reject(alice, connection).isRefused(403, "FORBIDDEN");
    }

    @Test
    void what_was_revoked_is_processed() {
        var connection = alice.connectTo(bob);
        alice.delete(path(connection)).is(200);
        bob.accept(connection).isRefused(409, "ALREADY_PROCESSED");
        reject(bob, connection).isRefused(409, "ALREADY_PROCESSED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void accepting_asks_the_plans_of_both(boolean inviterIsFull) {
        var connection = alice.invite(bob);
        for (int i = 0; i < 3; i++) {
            (inviterIsFull ? alice : bob).connectTo(house.account());
        }
        bob.accept(connection).isRefused(403, "PLAN_LIMIT_REACHED");
        (inviterIsFull ? alice : bob).onPlan("builder");
        bob.accept(connection).is(200);
    }

    @Test
    void what_is_processed_is_said_before_the_plan() {
        var connection = alice.connectTo(bob);
        bob.connectTo(house.account());
        bob.connectTo(house.account());
        bob.accept(connection).isRefused(409, "ALREADY_PROCESSED");
    }

    @Test
    void rejecting_answers_and_leaves_nothing_in_either_list() {
        var connection = alice.invite(bob);
        var answer = reject(bob, connection).is(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("id", "status");
        assertThat(answer.text("id")).isEqualTo(connection.toString());
        assertThat(answer.text("status")).isEqualTo("rejected");
        for (var account : new Account[] {alice, bob}) {
            for (var status : new String[] {"pending", "active", "all", "revoked"}) {
                isEmpty(account.get("/v1/connections?status=" + status).is(200).json());
            }
        }
    }

    @Test
    void what_was_rejected_is_not_found_by_anybody() {
        var connection = alice.invite(bob);
        reject(bob, connection).is(200);
        for (var account : new Account[] {alice, bob}) {
            account.get(path(connection)).isRefused(404, "NOT_FOUND");
            account.accept(connection).isRefused(404, "NOT_FOUND");
            reject(account, connection).isRefused(404, "NOT_FOUND");
            account.delete(path(connection)).isRefused(404, "NOT_FOUND");
        }
    }

    @Test
    void who_rejected_may_be_invited_anew_or_invite() {
        reject(bob, alice.invite(bob)).is(200);
        reject(bob, alice.invite(bob)).is(200);
        var connection = bob.invite(alice);
        alice.accept(connection).is(200);
    }

    private static void isEmpty(JsonNode list) {
        assertThat(list.get("connections").isEmpty()).isTrue();
        assertThat(list.get("pending_incoming").isEmpty()).isTrue();
        assertThat(list.get("pending_outgoing").isEmpty()).isTrue();
        assertThat(list.get("pending_pairings_count").intValue()).isZero();
    }

    private static Answer reject(Account who, UUID connection) {
        return who.post(path(connection) + "/reject", null);
    }

    private static String path(UUID connection) {
        return "/v1/connections/" + connection;
    }
}
