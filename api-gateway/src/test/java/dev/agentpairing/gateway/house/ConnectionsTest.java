package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 3: what becomes of an invite, and how connections are shown. Alice invites, Bob is invited. */
@ParameterizedClass
@EnumSource(Database.class)
class ConnectionsTest {

    private final House house;
    private final Account alice;
    private final Account bob;

    ConnectionsTest(Database database) {
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

    @Test
    void an_own_invite_is_cancelled_by_deleting_it() {
        var connection = alice.invite(bob);
        var answer = alice.delete(path(connection)).is(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("id", "status", "pairings_revoked");
        assertThat(answer.text("status")).isEqualTo("revoked");
        assertThat(answer.at("/pairings_revoked").intValue()).isZero();
        for (var account : new Account[] {alice, bob}) {
            isEmpty(account.get("/v1/connections").is(200).json());
            isEmpty(account.get("/v1/connections?status=revoked").is(200).json());
        }
    }

    @Test
    void a_cancelled_invite_looks_alike_to_both_whatever_they_ask() {
        var connection = alice.invite(bob);
        alice.delete(path(connection)).is(200);
        for (var account : new Account[] {alice, bob}) {
            var shown = account.get(path(connection)).is(200);
            assertThat(shown.text("status")).isEqualTo("revoked");
            assertThat(shown.at("/accepted_at").isNull()).isTrue();
            account.delete(path(connection)).isRefused(409, "ALREADY_REVOKED");
        }
        bob.accept(connection).isRefused(409, "ALREADY_PROCESSED");
        reject(bob, connection).isRefused(409, "ALREADY_PROCESSED");
        house.stranger().get(path(connection)).isRefused(404, "NOT_FOUND");
    }

    @Test
    void whoever_is_invited_may_delete_the_invite_too() {
        var connection = alice.invite(bob);
        assertThat(bob.delete(path(connection)).is(200).at("/pairings_revoked").intValue()).isZero();
        bob.accept(connection).isRefused(409, "ALREADY_PROCESSED");
        alice.invite(bob);
    }

    @Test
    void after_a_cancelled_invite_there_may_be_another() {
        alice.delete(path(alice.invite(bob))).is(200);
        bob.connectTo(alice);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void either_side_ends_a_connection_and_every_open_pairing_under_it(boolean inviterEnds) {
        var neighbours = Neighbours.of(alice.onPlan("team"), bob.onPlan("team"));
        var open = new UUID[] {neighbours.pending(), neighbours.active()};
        neighbours.revoked();
        var ends = inviterEnds ? alice : bob;
        var answer = ends.delete(path(neighbours.connection())).is(200);
        assertThat(answer.text("id")).isEqualTo(neighbours.connection().toString());
        assertThat(answer.at("/pairings_revoked").intValue()).isEqualTo(2);
        for (var pairing : open) {
            for (var account : new Account[] {alice, bob}) {
                var shown = account.get("/v1/pairings/" + pairing).is(200);
                assertThat(shown.text("status")).isEqualTo("revoked");
                assertThat(shown.text("revocation_reason")).isEqualTo("connection_revoked");
                assertThat(shown.text("revoked_by")).isEqualTo(ends.id().toString());
            }
        }
    }

    @Test
    void ending_it_twice_is_refused_to_both() {
        var connection = alice.connectTo(bob);
        alice.delete(path(connection)).is(200);
        alice.delete(path(connection)).isRefused(409, "ALREADY_REVOKED");
        bob.delete(path(connection)).isRefused(409, "ALREADY_REVOKED");
    }

    @Test
    void an_ended_connection_leaves_room_for_another() {
        var first = alice.connectTo(bob);
        alice.delete(path(first)).is(200);
        assertThat(bob.connectTo(alice)).isNotEqualTo(first);
        assertThat(alice.get("/v1/account").at("/usage/connections").intValue()).isEqualTo(1);
    }

    @Test
    void an_active_connection_is_shown_to_both_with_the_other_account() {
        var connection = alice.connectTo(bob);
        shows(alice, connection, bob);
        shows(bob, connection, alice);
    }

    @Test
    void the_single_connection_is_the_listed_one_and_says_when_it_ended() {
        var connection = alice.connectTo(bob);
        assertThat(alice.get(path(connection)).is(200).at("/revoked_at").isNull()).isTrue();
        assertThat(alice.get(path(connection)).at("/other_account"))
                .isEqualTo(alice.get("/v1/connections").at("/connections/0/other_account"));
        bob.delete(path(connection)).is(200);
        var ended = alice.get(path(connection)).is(200);
        assertThat(ended.text("status")).isEqualTo("revoked");
        assertThat(ended.text("revoked_at")).isGreaterThan(ended.text("accepted_at"));
    }

    @Test
    void the_invited_account_sees_who_invites() {
        var connection = alice.invite(bob);
        var list = bob.get("/v1/connections").is(200).json();
        assertThat(list.get("connections").isEmpty()).isTrue();
        assertThat(list.get("pending_outgoing").isEmpty()).isTrue();
        var incoming = list.at("/pending_incoming/0");
        assertThat(incoming.propertyNames()).containsExactlyInAnyOrder("id", "from", "message", "created_at");
        assertThat(incoming.get("id").stringValue()).isEqualTo(connection.toString());
        assertThat(incoming.at("/from/id").stringValue()).isEqualTo(alice.id().toString());
        assertThat(incoming.at("/from/name").stringValue()).isEqualTo(alice.name());
        assertThat(bob.get(path(connection)).at("/other_account/email").stringValue()).isEqualTo(alice.email());
    }

    @Test
    void the_inviter_sees_the_address_only() {
        var connection = alice.invite(bob);
        var list = alice.get("/v1/connections").is(200).json();
        assertThat(list.get("connections").isEmpty()).isTrue();
        assertThat(list.get("pending_incoming").isEmpty()).isTrue();
        var outgoing = list.at("/pending_outgoing/0");
        assertThat(outgoing.propertyNames()).containsExactlyInAnyOrder("id", "to_email", "message", "created_at");
        assertThat(outgoing.get("to_email").stringValue()).isEqualTo(bob.email());
        assertThat(alice.get(path(connection)).is(200).at("/other_account").isNull()).isTrue();
        assertThat(alice.get(path(connection)).body()).doesNotContain(bob.id().toString());
    }

    @Test
    void who_cancelled_an_invite_still_does_not_learn_who_has_an_account() {
        var connection = alice.invite(bob);
        alice.delete(path(connection)).is(200);
        assertThat(alice.get(path(connection)).body()).doesNotContain(bob.id().toString(), bob.name());
    }

    @Test
    void lists_are_filtered_by_status() {
        var pending = alice.invite(House.fresh("x") + "@example.org");
        var ended = alice.connectTo(house.account());
        alice.delete(path(ended)).is(200);
        var active = alice.connectTo(bob);
        var all = alice.get("/v1/connections").is(200);
        assertThat(alice.get("/v1/connections?status=all").json()).isEqualTo(all.json());
        assertThat(ids(all, "connections")).containsExactly(active.toString());
        assertThat(ids(all, "pending_outgoing")).containsExactly(pending.toString());
        assertThat(ids(alice.get("/v1/connections?status=active"), "connections")).containsExactly(active.toString());
        assertThat(ids(alice.get("/v1/connections?status=revoked"), "connections")).containsExactly(ended.toString());
        var waiting = alice.get("/v1/connections?status=pending");
        assertThat(ids(waiting, "connections")).containsExactly(pending.toString());
        assertThat(waiting.at("/connections/0/status").stringValue()).isEqualTo("pending");
        assertThat(waiting.at("/connections/0/other_account").isNull()).isTrue();
        assertThat(ids(waiting, "pending_outgoing")).containsExactly(pending.toString());
    }

    @Test
    void pairings_are_counted_for_each_side() {
        var neighbours = Neighbours.of(alice.onPlan("team"), bob.onPlan("team"));
        neighbours.active();
        neighbours.active();
        neighbours.pending();
        neighbours.revoked();
        counts(alice, neighbours.connection(), 2, 0);
        counts(bob, neighbours.connection(), 2, 1);
    }

    @Test
    void pairings_that_await_me_are_counted_over_all_connections() {
        Neighbours.of(house.account(), bob).pending();
        Neighbours.of(bob.onPlan("builder"), alice).pending();
        Neighbours.of(house.account(), bob).pending();
        assertThat(bob.get("/v1/connections").at("/pending_pairings_count").intValue()).isEqualTo(2);
        assertThat(alice.get("/v1/connections").at("/pending_pairings_count").intValue()).isEqualTo(1);
    }

    @Test
    void an_empty_list_has_every_field() {
        var list = alice.get("/v1/connections").is(200).json();
        assertThat(list.propertyNames()).containsExactlyInAnyOrder(
                "connections", "pending_incoming", "pending_outgoing", "pending_pairings_count");
        isEmpty(list);
    }

    private static void shows(Account viewer, UUID connection, Account other) {
        var shown = viewer.get("/v1/connections").is(200).at("/connections/0");
        assertThat(shown.propertyNames()).contains(
                "id", "other_account", "status", "invited_by", "message", "created_at", "accepted_at", "pairing_count",
                "pending_pairing_count");
        assertThat(shown.get("id").stringValue()).isEqualTo(connection.toString());
        assertThat(shown.get("status").stringValue()).isEqualTo("active");
        var account = shown.get("other_account");
        assertThat(account.propertyNames()).containsExactlyInAnyOrder("id", "name", "email", "avatar_url");
        assertThat(account.get("id").stringValue()).isEqualTo(other.id().toString());
        assertThat(account.get("name").stringValue()).isEqualTo(other.name());
        assertThat(account.get("email").stringValue()).isEqualTo(other.email());
        assertThat(shown.get("accepted_at").stringValue()).isGreaterThan(shown.get("created_at").stringValue());
    }

    private static void counts(Account viewer, UUID connection, int active, int awaiting) {
        for (var shown : new JsonNode[] {
            viewer.get(path(connection)).is(200).json(), viewer.get("/v1/connections").is(200).at("/connections/0")}) {
            assertThat(shown.get("pairing_count").intValue()).isEqualTo(active);
            assertThat(shown.get("pending_pairing_count").intValue()).isEqualTo(awaiting);
        }
        assertThat(viewer.get("/v1/connections").at("/pending_pairings_count").intValue()).isEqualTo(awaiting);
    }

    private static void isEmpty(JsonNode list) {
        assertThat(list.get("connections").isEmpty()).isTrue();
        assertThat(list.get("pending_incoming").isEmpty()).isTrue();
        assertThat(list.get("pending_outgoing").isEmpty()).isTrue();
        assertThat(list.get("pending_pairings_count").intValue()).isZero();
    }

    private static List<String> ids(Answer list, String field) {
        return list.is(200).at("/" + field).valueStream().map(item -> item.get("id").stringValue()).toList();
    }

    private static Answer reject(Account who, UUID connection) {
        return who.post(path(connection) + "/reject", null);
    }

    private static String path(UUID connection) {
        return "/v1/connections/" + connection;
    }
}
