package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 3: how connections are shown. Alice invites, Bob is invited. */
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

    private static String path(UUID connection) {
        return "/v1/connections/" + connection;
    }
}
