package dev.agentpairing.gateway.house;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 1, "You see what you wrote". */
@ParameterizedClass
@EnumSource(Database.class)
class ConsistencyTest {

    private static final String TOKEN = "X-Consistency-Token";

    private final House house;
    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;

    ConsistencyTest(Database database) {
        house = House.on(database);
        neighbours = house.neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @Test
    void every_write_but_sign_in_and_sign_out_answers_with_a_token() {
        var address = House.fresh("writer") + "@example.org";
        var writes = new LinkedHashMap<String, Answer>();
        var signUp = house.send("POST", "/v1/accounts", null, Map.of("email", address, "name", "W", "password", House.PASSWORD));
        writes.put("sign up", signUp);
        var writer = new Account(house, signUp.id(), address, "W", signUp.text("session_token"));
        var plan = "/v1/admin/accounts/" + writer.id() + "/plan";
        writes.put("change plan", house.send("PUT", plan, House.OPERATOR, Map.of("plan", "team")));
        var key = writer.post("/v1/api-keys", Map.of("name", "k"));
        writes.put("create key", key);
        writes.put("revoke key", writer.delete("/v1/api-keys/" + key.id()));
        var agent = writer.post("/v1/agents/register", Map.of("agent_id", "a"));
        writes.put("register", agent);
        var keys = Map.of("public_key", Account.newPublicKey());
        writes.put("connect", house.send("POST", "/v1/agents/connect", agent.text("connection_token"), keys));
        writes.put("update", writer.patch("/v1/agents/" + agent.id(), Map.of("name", "new")));
        var rejected = writer.post("/v1/connections", Map.of("email", bob.email()));
        writes.put("invite", rejected);
        writes.put("reject", bob.post("/v1/connections/" + rejected.id() + "/reject", null));
        var connection = writer.invite(bob);
        writes.put("accept", bob.accept(connection));
        var pair = Map.of("my_agent_id", agent.id(), "their_agent_id", bob.agent());
        var pairing = writer.post("/v1/connections/" + connection + "/pairings", pair);
        writes.put("propose", pairing);
        writes.put("confirm", bob.post("/v1/pairings/" + pairing.id() + "/confirm", null));
        writes.put("revoke", bob.delete("/v1/pairings/" + pairing.id()));
        writes.put("disconnect", writer.post("/v1/agents/" + agent.id() + "/disconnect", null));
        writes.put("end connection", writer.delete("/v1/connections/" + connection));
        writes.forEach((what, answer) -> {
            assertThat(answer.status()).as(what + answer.body()).isIn(200, 201);
            assertThat(answer.header(TOKEN)).as(what).isNotBlank();
        });
    }

    @Test
    void signing_in_and_out_answers_with_none() {
        var account = house.account();
        var credentials = Map.of("email", account.email(), "password", House.PASSWORD);
        assertThat(house.send("POST", "/v1/sessions", null, credentials).is(201).header(TOKEN)).isNull();
        assertThat(account.delete("/v1/sessions/current").is(200).header(TOKEN)).isNull();
    }

    @Test
    void a_read_with_the_token_of_a_write_shows_it() {
        var proposed = neighbours.propose(alice.agent(), bob.agent(), "both").is(201);
        bob.get("/v1/pairings/" + proposed.id(), TOKEN, proposed.header(TOKEN)).is(200);
    }

    @Test
    void an_old_token_is_as_good_as_any() {
        var token = neighbours.propose(alice.agent(), bob.agent(), "both").is(201).header(TOKEN);
        neighbours.pending();
        alice.get("/v1/account", TOKEN, token).is(200);
        alice.get("/v1/account", TOKEN, token).is(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "nonsense", "AAAA", "1", "=", "AQAAAAAAAAA", "AQAAAAAAAAAA=", "//////////8"})
    void an_unreadable_token_is_refused(String token) {
        alice.get("/v1/account", TOKEN, token).isRefusedFor(TOKEN);
    }

    @Test
    void a_missing_credential_comes_before_an_unreadable_token() {
        house.send("GET", "/v1/account", null, null, TOKEN, "x").isRefused(401, "UNAUTHORIZED");
    }
}
