package dev.agentpairing.gateway.house;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contract, sections 1 and 3: an invite waits for whoever signs up with its address; what was cancelled before that was never theirs.
 * Alice invites.
 */
@ParameterizedClass
@EnumSource(Database.class)
class MissedInvitesTest {

    private final House house;
    private final Account alice;
    private final String address = House.fresh("later") + "@example.org";

    MissedInvitesTest(Database database) {
        house = House.on(database);
        alice = house.account();
    }

    /** Somebody with the address of an invite that is over, in other letters. */
    private Account latecomer(UUID connection) {
        alice.delete("/v1/connections/" + connection).is(200);
        return house.account(address.toUpperCase());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "GET /v1/connections/{id}", "POST /v1/connections/{id}/accept", "POST /v1/connections/{id}/reject", "DELETE /v1/connections/{id}",
        "POST /v1/connections/{id}/block", "GET /v1/connections/{id}/agents", "GET /v1/connections/{id}/pairings",
        "GET /v1/connections/{id}/pairings?status=revoked&limit=5", "GET /v1/connections/{id}/pairings?as_of=2001-01-01T00:00:00Z",
        "POST /v1/connections/{id}/pairings"})
    void who_signs_up_after_an_invite_was_cancelled_finds_nothing_just_as_where_nothing_ever_was(String endpoint) {
        var connection = alice.invite(address);
        var late = latecomer(connection);
        var refused = send(late, endpoint, connection).isRefused(404, "NOT_FOUND");
        assertThat(withoutRequestId(refused)).isEqualTo(withoutRequestId(send(late, endpoint, UUID.randomUUID())));
    }

    @Test
    void nor_does_it_at_any_moment_of_the_past() {
        var connection = alice.invite(address);
        var waiting = now();
        var late = latecomer(connection);
        for (var moment : new Instant[] {waiting, now()}) {
            late.get("/v1/connections/" + connection + "/pairings?as_of=" + moment).isRefused(404, "NOT_FOUND");
            alice.get("/v1/connections/" + connection + "/pairings?as_of=" + moment).is(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "pending", "active", "revoked"})
    void no_list_of_the_latecomer_names_it(String status) {
        var connection = alice.invite(address);
        var list = latecomer(connection).get("/v1/connections?status=" + status).is(200);
        assertThat(list.body()).doesNotContain(connection.toString(), alice.id().toString(), alice.email());
    }

    @Test
    void to_the_inviter_it_is_over_as_before() {
        var connection = alice.invite(address);
        latecomer(connection);
        assertThat(alice.get("/v1/connections/" + connection).is(200).text("status")).isEqualTo("revoked");
        alice.delete("/v1/connections/" + connection).isRefused(409, "ALREADY_REVOKED");
        alice.accept(connection).isRefused(403, "FORBIDDEN");
        alice.block(connection).isRefused(400, "CONNECTION_NOT_ACTIVE");
    }

    @Test
    void who_was_there_when_it_was_cancelled_hears_that_it_is_over() {
        var bob = house.account(address);
        var connection = alice.invite(address.toUpperCase());
        alice.delete("/v1/connections/" + connection).is(200);
        assertThat(bob.get("/v1/connections/" + connection).is(200).text("status")).isEqualTo("revoked");
        assertThat(bob.get("/v1/connections/" + connection + "/pairings").is(200).at("/pairings")).isEmpty();
        bob.accept(connection).isRefused(409, "ALREADY_PROCESSED");
        send(bob, "POST /v1/connections/{id}/reject", connection).isRefused(409, "ALREADY_PROCESSED");
        bob.delete("/v1/connections/" + connection).isRefused(409, "ALREADY_REVOKED");
        send(bob, "GET /v1/connections/{id}/agents", connection).isRefused(400, "CONNECTION_NOT_ACTIVE");
        send(bob, "POST /v1/connections/{id}/pairings", connection).isRefused(400, "CONNECTION_NOT_ACTIVE");
    }

    @Test
    void who_signed_up_while_it_waited_hears_that_it_is_over() {
        var connection = alice.invite(address);
        var bob = house.account(address.toUpperCase());
        alice.delete("/v1/connections/" + connection).is(200);
        bob.accept(connection).isRefused(409, "ALREADY_PROCESSED");
        bob.get("/v1/connections/" + connection).is(200);
    }

    @Test
    void the_next_invite_to_the_address_waits_as_any_other() {
        var missed = alice.invite(address);
        alice.delete("/v1/connections/" + missed).is(200);
        var waiting = alice.invite(address);
        var late = house.account(address);
        late.accept(missed).isRefused(404, "NOT_FOUND");
        late.accept(waiting).is(200);
        alice.delete("/v1/connections/" + waiting).is(200);
        late.get("/v1/connections/" + waiting).is(200);
    }

    /** Whichever came first: reads and writes tell the same. */
    @RepeatedTest(3)
    void of_a_sign_up_and_a_cancellation_at_once_reads_and_writes_tell_one_order() {
        var connection = alice.invite(address);
        var signUp = Map.of("email", address, "name", "Late", "password", House.PASSWORD);
        var answers = Together.answers(
                () -> house.send("POST", "/v1/accounts", null, signUp), () -> alice.delete("/v1/connections/" + connection));
        answers.getLast().is(200);
        var late = new Account(house, answers.getFirst().is(201).id(), address, "Late", answers.getFirst().text("session_token"));
        if (late.accept(connection).status() == 404) {
            late.get("/v1/connections/" + connection).isRefused(404, "NOT_FOUND");
        } else {
            late.accept(connection).isRefused(409, "ALREADY_PROCESSED");
            late.get("/v1/connections/" + connection).is(200);
        }
    }

    private static Answer send(Account who, String endpoint, UUID connection) {
        var words = endpoint.split(" ");
        var body = endpoint.equals("POST /v1/connections/{id}/pairings")
                ? Map.of("my_agent_id", UUID.randomUUID(), "their_agent_id", UUID.randomUUID()) : null;
        return who.house().send(words[0], words[1].replace("{id}", connection.toString()), who.credential(), body);
    }

    private static String withoutRequestId(Answer answer) {
        return answer.body().replaceAll("\"request_id\":\"[^\"]*\"", "");
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
