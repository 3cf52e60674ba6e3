package dev.agentpairing.gateway.house;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 3: inviting, and the order in which an invite is refused. */
@ParameterizedClass
@EnumSource(Database.class)
class InvitesTest {

    private final House house;

    InvitesTest(Database database) {
        house = House.on(database);
    }

    @Test
    void the_answer_says_what_was_sent() {
        var address = "Some.One+" + House.fresh("x") + "@Example.ORG";
        var answer = house.account().post("/v1/connections", Map.of("email", address, "message", "Grüße\n😀")).is(201);
        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder("id", "status", "invited_email", "message", "created_at");
        assertThat(answer.text("status")).isEqualTo("pending");
        assertThat(answer.text("invited_email")).isEqualTo(address);
        assertThat(answer.text("message")).isEqualTo("Grüße\n😀");
        assertThat(Instant.parse(answer.text("created_at"))).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"email\":\"%s\"}", "{\"email\":\"%s\",\"message\":null}"})
    void without_a_message_it_is_null(String body) {
        var answer = house.account().post("/v1/connections", body.formatted(House.fresh("x") + "@example.org")).is(201);
        assertThat(answer.at("/message").isNull()).isTrue();
    }

    @Test
    void an_invite_says_nothing_of_whether_the_address_has_an_account() {
        var inviter = house.account();
        var known = inviter.post("/v1/connections", Map.of("email", house.account().email())).is(201);
        var unknown = inviter.post("/v1/connections", Map.of("email", House.fresh("x") + "@example.org")).is(201);
        assertThat(known.json().propertyNames()).isEqualTo(unknown.json().propertyNames());
        for (var connection : new UUID[] {known.id(), unknown.id()}) {
            var shown = inviter.get("/v1/connections/" + connection).is(200);
            assertThat(shown.at("/other_account").isNull()).isTrue();
            assertThat(shown.text("status")).isEqualTo("pending");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{} | email", "{\"email\":null} | email", "{\"email\":5} | email", "{\"email\":\"nobody\"} | email",
        "{\"email\":\"\"} | email",
        "{\"email\":\"a@b\",\"message\":5} | message", "{\"email\":[],\"message\":{}} | email message"})
    void a_malformed_invite_names_every_bad_field(String body, String fields) {
        house.stranger().post("/v1/connections", body).isRefusedFor(fields.split(" "));
    }

    @Test
    void an_address_has_at_most_256_characters() {
        var tail = House.fresh("x") + "@example.org";
        var longest = "a".repeat(256 - tail.length()) + tail;
        var inviter = house.account();
        inviter.post("/v1/connections", Map.of("email", longest)).is(201);
        inviter.post("/v1/connections", Map.of("email", "a" + longest)).isRefusedFor("email");
    }

    @Test
    void a_message_has_at_most_500_characters() {
        var inviter = house.account();
        var address = House.fresh("x") + "@example.org";
        inviter.post("/v1/connections", Map.of("email", address, "message", "😀".repeat(501))).isRefusedFor("message");
        inviter.post("/v1/connections", Map.of("email", address, "message", "😀".repeat(500))).is(201);
    }

    @Test
    void nobody_invites_itself() {
        var account = house.account();
        account.post("/v1/connections", Map.of("email", account.email())).isRefused(400, "SELF_CONNECTION");
        account.post("/v1/connections", Map.of("email", account.email().toUpperCase())).isRefused(400, "SELF_CONNECTION");
    }

    @Test
    void a_malformed_message_comes_before_the_own_address() {
        var account = house.account();
        account.post("/v1/connections", Map.of("email", account.email(), "message", 1)).isRefusedFor("message");
    }

    @Test
    void who_is_connected_is_not_invited_by_either_side() {
        var alice = house.account();
        var bob = house.account();
        alice.connectTo(bob);
        alice.post("/v1/connections", Map.of("email", bob.email().toUpperCase())).isRefused(409, "ALREADY_CONNECTED");
        bob.post("/v1/connections", Map.of("email", alice.email())).isRefused(409, "ALREADY_CONNECTED");
    }

    @Test
    void who_is_invited_is_not_invited_again_by_either_side() {
        var alice = house.account();
        var bob = house.account();
        alice.invite(bob);
        alice.post("/v1/connections", Map.of("email", bob.email().toUpperCase())).isRefused(409, "INVITE_PENDING");
        bob.post("/v1/connections", Map.of("email", alice.email())).isRefused(409, "INVITE_PENDING");
    }

    @Test
    void an_address_without_an_account_is_not_invited_twice() {
        var alice = house.account();
        var address = House.fresh("x") + "@example.org";
        alice.invite(address);
        alice.post("/v1/connections", Map.of("email", address.toUpperCase())).isRefused(409, "INVITE_PENDING");
    }

    @Test
    void the_plan_limits_active_connections_and_what_is_there_already_is_said_first() {
        var alice = house.account();
        var waiting = alice.invite(House.fresh("x") + "@example.org");
        var others = new ArrayList<Account>();
        for (int i = 0; i < 3; i++) {
            others.add(house.account());
            alice.connectTo(others.getLast());
        }
        invite(alice, others.getFirst().email()).isRefused(409, "ALREADY_CONNECTED");
        var address = alice.get("/v1/connections").at("/pending_outgoing/0/to_email").stringValue();
        invite(alice, address).isRefused(409, "INVITE_PENDING");
        invite(alice, House.fresh("x") + "@example.org").isRefused(403, "PLAN_LIMIT_REACHED");
        alice.delete("/v1/connections/" + waiting).is(200);
        invite(alice, address).isRefused(403, "PLAN_LIMIT_REACHED");
    }

    @Test
    void ten_invites_an_hour_and_the_plan_is_asked_first() {
        var alice = house.account();
        for (int i = 0; i < 3; i++) {
            alice.connectTo(house.account());
        }
        alice.onPlan("builder");
        for (int i = 0; i < 7; i++) {
            alice.invite(House.fresh("x") + "@example.org");
        }
        var eleventh = invite(alice, House.fresh("x") + "@example.org").isRefused(429, "RATE_LIMITED");
        assertThat(eleventh.header("Retry-After")).matches("[1-9][0-9]{0,3}");
        alice.onPlan("free");
        invite(alice, House.fresh("x") + "@example.org").isRefused(403, "PLAN_LIMIT_REACHED");
    }

    @Test
    void refused_invites_do_not_count_and_cancelled_ones_do() {
        var alice = house.account();
        for (int i = 0; i < 12; i++) {
            invite(alice, alice.email()).isRefused(400, "SELF_CONNECTION");
        }
        for (int i = 0; i < 10; i++) {
            alice.delete("/v1/connections/" + alice.invite(House.fresh("x") + "@example.org")).is(200);
        }
        invite(alice, House.fresh("x") + "@example.org").isRefused(429, "RATE_LIMITED");
        invite(alice, alice.email()).isRefused(400, "SELF_CONNECTION");
    }

    @Test
    void an_invite_waits_until_somebody_signs_up_with_the_address_in_whatever_case() {
        var alice = house.account();
        var address = House.fresh("later") + "@example.org";
        var connection = alice.invite(address);
        var late = house.account(address.toUpperCase());
        var incoming = late.get("/v1/connections").at("/pending_incoming/0");
        assertThat(incoming.get("id").stringValue()).isEqualTo(connection.toString());
        assertThat(incoming.at("/from/email").stringValue()).isEqualTo(alice.email());
        late.accept(connection).is(200);
        assertThat(alice.get("/v1/connections/" + connection).at("/other_account/id").stringValue())
                .isEqualTo(late.id().toString());
    }

    @Test
    void until_then_nobody_else_sees_it() {
        var connection = house.account().invite(House.fresh("x") + "@example.org");
        house.stranger().get("/v1/connections/" + connection).isRefused(404, "NOT_FOUND");
    }

    private static Answer invite(Account who, String address) {
        return who.post("/v1/connections", Map.of("email", address));
    }
}
