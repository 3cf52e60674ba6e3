package dev.agentpairing.gateway.house;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 4: an agent comes in with its token. */
class ConnectAgentTest {

    private final House house = House.on(Database.H2);
    private final Account alice = house.neighbours().alice();

    @Test
    void the_token_connects_the_agent() {
        var registered = alice.agentWithoutKey();
        var key = Account.newPublicKey();
        var answer = connect(registered.text("connection_token"), Map.of("public_key", key)).is(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("agent_id", "status", "key_version", "message");
        assertThat(answer.text("agent_id")).isEqualTo(registered.text("agent_id"));
        assertThat(answer.text("status")).isEqualTo("connected");
        assertThat(answer.at("/key_version").intValue()).isEqualTo(1);
        var shown = alice.get("/v1/agents/" + registered.id()).is(200);
        assertThat(shown.text("connection_status")).isEqualTo("connected");
        assertThat(shown.text("public_key")).isEqualTo(key);
    }

    @Test
    void an_agent_may_say_more_of_itself_when_it_connects() {
        var registered = alice.agentWithoutKey();
        var body = Map.of("public_key", Account.newPublicKey(), "name", "Its own name", "agent_type", "crewai",
                "metadata", Map.of("version", 2));
        connect(registered.text("connection_token"), body).is(200);
        var shown = alice.get("/v1/agents/" + registered.id()).is(200);
        assertThat(shown.text("name")).isEqualTo("Its own name");
        assertThat(shown.text("agent_type")).isEqualTo("crewai");
        assertThat(shown.at("/metadata/version").intValue()).isEqualTo(2);
        assertThat(shown.at("/available_for_connections").booleanValue()).isTrue();
    }

    @Test
    void a_token_works_once() {
        var token = alice.agentWithoutKey().text("connection_token");
        connect(token, Map.of("public_key", Account.newPublicKey())).is(200);
        connect(token, Map.of("public_key", Account.newPublicKey())).isRefused(401, "UNAUTHORIZED");
    }

    @Test
    void a_malformed_connect_does_not_use_the_token_up() {
        var token = alice.agentWithoutKey().text("connection_token");
        connect(token, Map.of()).isRefusedFor("public_key");
        connect(token, Map.of("public_key", "x", "name", 5)).isRefusedFor("public_key", "name");
        connect(token, Map.of("public_key", Account.newPublicKey())).is(200);
    }

    @Test
    void the_token_of_a_disconnected_agent_is_dead() {
        var registered = alice.agentWithoutKey();
        alice.disconnect(registered.id());
        connect(registered.text("connection_token"), Map.of("public_key", Account.newPublicKey()))
                .isRefused(401, "UNAUTHORIZED");
    }

    @ParameterizedTest
    @CsvSource({"agt_unknown", "agd_live_unknown", "ags_unknown", "' '"})
    void only_a_known_token_connects(String token) {
        connect(token, Map.of("public_key", Account.newPublicKey())).isRefused(401, "UNAUTHORIZED");
    }

    @Test
    void no_other_credential_connects_and_a_token_opens_nothing_else() {
        connect(alice.credential(), Map.of("public_key", Account.newPublicKey())).isRefused(401, "UNAUTHORIZED");
        var token = alice.agentWithoutKey().text("connection_token");
        house.send("GET", "/v1/agents", token, null).isRefused(401, "UNAUTHORIZED");
    }

    private Answer connect(String token, Object body) {
        return house.send("POST", "/v1/agents/connect", token, body);
    }
}
