package dev.agentpairing.gateway.house;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 4: another key for an agent. */
@ParameterizedClass
@EnumSource(Database.class)
class RotatedKeysTest {

    private final House house;
    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;

    RotatedKeysTest(Database database) {
        house = House.on(database);
        neighbours = house.neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @Test
    void a_rotated_key_takes_the_place_of_the_one_before() {
        var slug = House.fresh("a");
        var agent = alice.agent(slug);
        var key = Account.newPublicKey();
        var answer = rotate(agent, key).is(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder("agent_id", "key_version");
        assertThat(answer.text("agent_id")).isEqualTo(slug);
        assertThat(answer.at("/key_version").intValue()).isEqualTo(2);
        isConnected(agent, key, 2);
    }

    @Test
    void a_version_names_one_key_also_after_a_disconnect() {
        var agent = alice.agent();
        rotate(agent, Account.newPublicKey()).is(200);
        alice.disconnect(agent);
        var key = Account.newPublicKey();
        assertThat(rotate(agent, key).is(200).at("/key_version").intValue()).isEqualTo(3);
        isConnected(agent, key, 3);
    }

    @Test
    void it_brings_in_an_agent_that_never_had_a_key_and_its_token_is_dead_then() {
        var registered = alice.agentWithoutKey();
        var key = Account.newPublicKey();
        assertThat(rotate(registered.id(), key).is(200).at("/key_version").intValue()).isEqualTo(1);
        isConnected(registered.id(), key, 1);
        house.send("POST", "/v1/agents/connect", registered.text("connection_token"), Map.of("public_key", Account.newPublicKey()))
                .isRefused(401, "UNAUTHORIZED");
    }

    @Test
    void an_agent_that_was_brought_in_can_be_paired_and_disconnected_again() {
        var agent = alice.agentWithoutKey().id();
        rotate(agent, Account.newPublicKey()).is(200);
        neighbours.propose(agent, bob.agent(), "both").is(201);
        alice.disconnect(agent);
        alice.post("/v1/agents/" + agent + "/disconnect", null).isRefused(409, "ALREADY_DISCONNECTED");
    }

    @Test
    void open_pairings_stay_and_show_the_key_as_it_is_now() {
        var agent = alice.agent();
        var active = neighbours.propose(agent, bob.agent(), "both").is(201).id();
        bob.post("/v1/pairings/" + active + "/confirm", null).is(200);
        var pending = neighbours.propose(agent, bob.agent(), "both").is(201).id();
        var key = Account.newPublicKey();
        rotate(agent, key).is(200);
        for (var pairing : new UUID[] {active, pending}) {
            var shown = bob.get("/v1/pairings/" + pairing).is(200);
            assertThat(shown.text("status")).isEqualTo(pairing.equals(active) ? "active" : "pending");
            var side = shown.at("/agent_a/id").stringValue().equals(agent.toString()) ? "agent_a" : "agent_b";
            assertThat(shown.text(side + "_public_key")).isEqualTo(key);
            assertThat(shown.at("/" + side + "_key_version").intValue()).isEqualTo(2);
        }
        bob.post("/v1/pairings/" + pending + "/confirm", null).is(200);
    }

    @Test
    void the_tag_of_a_pairing_changes_with_the_key() {
        var agent = alice.agent();
        var pairing = neighbours.propose(agent, bob.agent(), "both").is(201).id();
        var before = bob.get("/v1/pairings/" + pairing).is(200).etag();
        rotate(agent, Account.newPublicKey()).is(200);
        bob.post("/v1/pairings/" + pairing + "/confirm", null, "If-Match", before).isRefused(412, "PRECONDITION_FAILED");
        var now = bob.get("/v1/pairings/" + pairing, "If-None-Match", before).is(200).etag();
        bob.post("/v1/pairings/" + pairing + "/confirm", null, "If-Match", now).is(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}", "{\"public_key\":null}", "{\"public_key\":5}", "{\"public_key\":\"\"}", "{\"public_key\":\"AAAA\"}",
        "{\"public_key\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}",
        "{\"public_key\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA=\"}"})
    void what_is_no_key_is_refused_and_changes_nothing(String body) {
        var agent = alice.agent();
        alice.post("/v1/agents/" + agent + "/rotate-key", body).isRefusedFor("public_key");
        assertThat(alice.get("/v1/agents/" + agent).at("/key_version").intValue()).isEqualTo(1);
    }

    @Test
    void a_key_is_echoed_as_given() {
        var agent = alice.agent();
        var spki = Base64.getEncoder().encodeToString(
                HexFormat.of().parseHex("302a300506032b656e032100" + "42".repeat(32)));
        rotate(agent, spki).is(200);
        isConnected(agent, spki, 2);
    }

    private void isConnected(UUID agent, String key, int version) {
        var shown = alice.get("/v1/agents/" + agent).is(200);
        assertThat(shown.text("connection_status")).isEqualTo("connected");
        assertThat(shown.text("public_key")).isEqualTo(key);
        assertThat(shown.at("/key_version").intValue()).isEqualTo(version);
    }

    private Answer rotate(UUID agent, String key) {
        return alice.post("/v1/agents/" + agent + "/rotate-key", Map.of("public_key", key));
    }
}
