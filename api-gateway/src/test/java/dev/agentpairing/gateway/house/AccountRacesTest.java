package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.agentpairing.gateway.house.Answer.tally;
import static org.assertj.core.api.Assertions.assertThat;

/** What many callers do to one account, or to become one, at once: every answer must be true of what is there afterwards. */
class AccountRacesTest {

    private static final int CALLERS = 64;

    @ParameterizedTest
    @EnumSource
    void of_many_sign_ups_with_one_address_one_succeeds(Database database) {
        var house = House.on(database);
        var email = House.fresh("wanted") + "@example.org";
        var body = Map.of("email", email, "name", "Somebody", "password", House.PASSWORD);
        var answers = Together.run(8, _ -> house.send("POST", "/v1/accounts", null, body));
        assertThat(tally(answers)).isEqualTo(Map.of("201 ", 1L, "409 EMAIL_TAKEN", 7L));
        var winner = answers.stream().filter(answer -> answer.status() == 201).findFirst().orElseThrow();
        var signIn = house.send("POST", "/v1/sessions", null, Map.of("email", email, "password", House.PASSWORD)).is(201);
        assertThat(signIn.text("account_id")).isEqualTo(winner.text("id"));
    }

    @ParameterizedTest
    @EnumSource
    void of_many_agents_with_one_name_one_is_registered(Database database) {
        var account = House.on(database).stranger();
        var body = Map.of("agent_id", House.fresh("wanted"));
        var answers = Together.run(16, _ -> account.post("/v1/agents/register", body));
        assertThat(tally(answers)).isEqualTo(Map.of("201 ", 1L, "409 AGENT_ID_TAKEN", 15L));
    }

    @ParameterizedTest
    @EnumSource
    void of_many_that_come_with_one_connection_token_one_is_let_in(Database database) {
        var house = House.on(database);
        var bob = house.neighbours().bob();
        var agent = bob.agentWithoutKey();
        var keys = Stream.generate(Account::newPublicKey).limit(CALLERS).toList();
        var answers = Together.run(CALLERS, number -> house.send(
                "POST", "/v1/agents/connect", agent.text("connection_token"), Map.of("public_key", keys.get(number))));
        assertThat(tally(answers)).isEqualTo(Map.of("200 ", 1L, "401 UNAUTHORIZED", CALLERS - 1L));
        var winner = IntStream.range(0, CALLERS).filter(number -> answers.get(number).status() == 200).findFirst().orElseThrow();
        var shown = bob.get("/v1/agents/" + agent.id()).is(200);
        assertThat(shown.text("public_key")).isEqualTo(keys.get(winner));
        assertThat(shown.at("/key_version").intValue()).isEqualTo(1);
        assertThat(answers).allMatch(answer -> answer.status() == 200 || "Bearer".equals(answer.header("WWW-Authenticate")));
    }

    @ParameterizedTest
    @EnumSource
    void the_limits_of_agents_and_keys_and_connections_are_met_exactly(Database database) {
        var house = House.on(database);
        var account = house.account(); // free: two agents, two keys, three connections
        var agents = Together.run(12, _ -> account.post("/v1/agents/register", Map.of("agent_id", House.fresh("one-of-many"))));
        assertThat(tally(agents)).isEqualTo(Map.of("201 ", 2L, "403 PLAN_LIMIT_REACHED", 10L));
        var keys = Together.run(12, _ -> account.post("/v1/api-keys", Map.of("name", "one of many")));
        assertThat(tally(keys)).isEqualTo(Map.of("201 ", 2L, "403 KEY_LIMIT_REACHED", 10L));
        var others = Together.run(6, _ -> house.account());
        var invites = others.stream().map(account::invite).toList();
        var accepted = Together.run(6, number -> others.get(number).accept(invites.get(number)));
        assertThat(tally(accepted)).isEqualTo(Map.of("200 ", 3L, "403 PLAN_LIMIT_REACHED", 3L));
        var usage = account.get("/v1/account").at("/usage");
        assertThat(List.of(usage.get("agents").intValue(), usage.get("api_keys").intValue(), usage.get("connections").intValue()))
                .containsExactly(2, 2, 3);
        assertThat(account.get("/v1/agents").at("/agents")).hasSize(2);
        assertThat(account.get("/v1/api-keys").at("/keys")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void of_many_invites_at_once_as_many_are_sent_as_an_hour_allows(Database database) {
        var account = House.on(database).account();
        var answers = Together.run(16, _ -> account.post("/v1/connections", Map.of("email", House.fresh("x") + "@example.org")));
        assertThat(tally(answers)).isEqualTo(Map.of("201 ", 10L, "429 RATE_LIMITED", 6L));
        assertThat(account.get("/v1/connections").at("/pending_outgoing")).hasSize(10);
    }
}
