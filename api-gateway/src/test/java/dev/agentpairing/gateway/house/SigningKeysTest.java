package dev.agentpairing.gateway.house;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 4: a signing key may be given when an agent is registered, with or without the other key, and when it connects. */
@ParameterizedClass
@EnumSource(Database.class)
class SigningKeysTest {

    private final House house;
    private final Neighbours neighbours;
    private final Account bob;
    private final String given = Account.newPublicKey();

    SigningKeysTest(Database database) {
        house = House.on(database);
        neighbours = house.neighbours();
        bob = neighbours.bob();
    }

    @Test
    void with_a_signing_key_alone_an_agent_is_pending_and_comes_with_a_token() {
        var answer = registered();
        assertThat(answer.text("connection_status")).isEqualTo("pending");
        assertThat(answer.text("connection_token")).startsWith("agt_");
        assertThat(answer.at("/public_key").isNull()).isTrue();
        assertThat(answer.at("/key_version").intValue()).isZero();
        assertThat(bob.get("/v1/agents/" + answer.id()).is(200).text("connection_status")).isEqualTo("pending");
        neighbours.propose(neighbours.alice().agent(), answer.id(), "both").isRefused(400, "TARGET_NOT_CONNECTED");
    }

    @Test
    void it_counts_when_the_agent_connects_without_another() {
        var agent = registered();
        bob.patch("/v1/agents/" + agent.id(), Map.of("name", "New")).is(200);
        assertThat(connect(agent, Map.of("public_key", Account.newPublicKey())).is(200).at("/key_version").intValue()).isEqualTo(1);
        assertThat(signingKey(agent).stringValue()).isEqualTo(given);
    }

    @Test
    void it_gives_way_to_another_that_the_agent_connects_with() {
        var agent = registered();
        var brought = Account.newPublicKey();
        connect(agent, Map.of("public_key", Account.newPublicKey(), "signing_public_key", brought)).is(200);
        assertThat(signingKey(agent).stringValue()).isEqualTo(brought);
    }

    @Test
    void it_counts_when_a_rotated_key_brings_the_agent_in_and_stays_with_the_next_one() {
        var agent = registered();
        rotate(agent);
        assertThat(signingKey(agent).stringValue()).isEqualTo(given);
        rotate(agent);
        assertThat(signingKey(agent).stringValue()).isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void a_disconnect_wipes_it(boolean connected) {
        var agent = registered();
        if (connected) {
            connect(agent, Map.of("public_key", Account.newPublicKey())).is(200);
        }
        bob.disconnect(agent.id());
        connect(agent, Map.of("public_key", Account.newPublicKey())).isRefused(401, "UNAUTHORIZED");
        rotate(agent);
        assertThat(signingKey(agent).isNull()).isTrue();
    }

    @Test
    void a_slug_that_is_free_again_has_nothing_of_it() {
        var slug = registered();
        bob.delete("/v1/agents/" + slug.id()).is(200);
        var next = bob.post("/v1/agents/register", Map.of("agent_id", slug.text("agent_id"), "available_for_connections", true)).is(201);
        connect(next, Map.of("public_key", Account.newPublicKey())).is(200);
        assertThat(signingKey(next).isNull()).isTrue();
    }

    @Test
    void null_is_as_if_none_were_given() {
        var agent = registered();
        connect(agent, "{\"public_key\":\"%s\",\"signing_public_key\":null,\"signing_key_algorithm\":null}"
                .formatted(Account.newPublicKey())).is(200);
        assertThat(signingKey(agent).stringValue()).isEqualTo(given);
    }

    private Answer registered() {
        return bob.post("/v1/agents/register", Map.of("agent_id", House.fresh("signs"), "signing_public_key", given,
                "signing_key_algorithm", "Ed25519", "available_for_connections", true)).is(201);
    }

    private Answer connect(Answer agent, Object body) {
        return house.send("POST", "/v1/agents/connect", agent.text("connection_token"), body);
    }

    private void rotate(Answer agent) {
        bob.post("/v1/agents/" + agent.id() + "/rotate-key", Map.of("public_key", Account.newPublicKey())).is(200);
    }

    private JsonNode signingKey(Answer agent) {
        return signingKey(neighbours, agent);
    }

    /** As an agent of Alice that is paired with this one of Bob learns it. */
    static JsonNode signingKey(Neighbours neighbours, Answer agent) {
        var pairing = neighbours.propose(neighbours.alice().agent(), agent.id(), "both").is(201).id();
        neighbours.bob().post("/v1/pairings/" + pairing + "/confirm", null).is(200);
        return neighbours.alice().get("/v1/agents/resolve?agent_id=" + agent.text("agent_id")).is(200).at("/signing_public_key");
    }
}
