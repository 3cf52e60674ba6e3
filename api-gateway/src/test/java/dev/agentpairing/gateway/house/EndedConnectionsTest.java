package dev.agentpairing.gateway.house;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 3: invites that are cancelled and connections that end. Alice invites, Bob is invited. */
@ParameterizedClass
@EnumSource(Database.class)
class EndedConnectionsTest {

    private final House house;
    private final Account alice;
    private final Account bob;

    EndedConnectionsTest(Database database) {
        house = House.on(database);
        alice = house.account();
        bob = house.account();
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
