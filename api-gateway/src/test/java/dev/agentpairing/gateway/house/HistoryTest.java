package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 2.6: what happened to a pairing. Alice proposes, Bob is the other side. */
@ParameterizedClass
@EnumSource(Database.class)
class HistoryTest {

    private final House house;
    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;

    HistoryTest(Database database) {
        house = House.on(database);
        neighbours = house.neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @Test
    void every_event_has_the_fields_of_the_contract_and_only_a_confirmation_names_keys() {
        var pairing = neighbours.active();
        alice.delete("/v1/pairings/" + pairing).is(200);
        var events = events(bob, pairing);
        var fields = List.of("sequence", "type", "at", "actor", "permission", "reason");
        assertThat(events.get(0).propertyNames()).containsExactlyElementsOf(fields);
        assertThat(events.get(1).propertyNames()).startsWith("sequence").containsAll(fields)
                .contains("agent_a_key_version", "agent_b_key_version").hasSize(8);
        assertThat(events.get(2).propertyNames()).containsExactlyElementsOf(fields);
        assertThat(events.get(0).get("actor").propertyNames()).containsExactly("account_id", "kind", "credential_id");
    }

    @Test
    void events_come_oldest_first_and_are_counted_from_one() {
        var proposed = propose("both");
        var confirmed = bob.post("/v1/pairings/" + proposed.id() + "/confirm", null).is(200);
        alice.delete("/v1/pairings/" + proposed.id()).is(200);
        var revoked = alice.get("/v1/pairings/" + proposed.id());
        var events = events(alice, proposed.id());
        assertThat(events).extracting(event -> event.get("sequence").intValue()).containsExactly(1, 2, 3);
        assertThat(texts(events, "type")).containsExactly("proposed", "confirmed", "revoked");
        assertThat(texts(events, "at"))
                .containsExactly(proposed.text("created_at"), confirmed.text("confirmed_at"), revoked.text("revoked_at"));
    }

    @Test
    void the_actor_is_the_account_and_its_session_or_key() {
        var key = bob.post("/v1/api-keys", Map.of("name", "confirms")).is(201);
        var pairing = propose("both").id();
        bob.with(key.text("api_key")).post("/v1/pairings/" + pairing + "/confirm", null).is(200);
        var events = events(alice, pairing);
        assertThat(events.get(0).at("/actor/account_id").stringValue()).isEqualTo(alice.id().toString());
        assertThat(events.get(0).at("/actor/kind").stringValue()).isEqualTo("session");
        assertThat(UUID.fromString(events.get(0).at("/actor/credential_id").stringValue())).isNotEqualTo(alice.id());
        assertThat(events.get(1).get("actor")).hasToString("{\"account_id\":\"" + bob.id() + "\",\"kind\":\"api_key\",\"credential_id\":\""
                + key.id() + "\"}");
    }

    @Test
    void each_side_reads_the_permission_from_its_own() {
        var pairing = propose("send_only").id();
        bob.post("/v1/pairings/" + pairing + "/confirm", null).is(200);
        alice.delete("/v1/pairings/" + pairing).is(200);
        assertThat(texts(events(alice, pairing), "permission")).containsExactly("send_only", "send_only", null);
        assertThat(texts(events(bob, pairing), "permission")).containsExactly("receive_only", "receive_only", null);
    }

    @Test
    void a_confirmation_names_the_keys_that_were_confirmed_and_not_those_of_now() {
        var keyless = bob.agentWithoutKey();
        bob.with(keyless.text("connection_token"))
                .post("/v1/agents/connect", Map.of("public_key", Account.newPublicKey())).is(200);
        var pairing = neighbours.propose(alice.agent(), keyless.id(), "both").is(201).id();
        bob.post("/v1/pairings/" + pairing + "/confirm", null).is(200);
        bob.disconnect(keyless.id());
        var confirmation = events(alice, pairing).get(1);
        assertThat(confirmation.get("agent_a_key_version").intValue()).isEqualTo(1);
        assertThat(confirmation.get("agent_b_key_version").intValue()).isEqualTo(1);
    }

    @Test
    void the_callers_words_are_kept() {
        var pairing = neighbours.active();
        bob.deleteWith("/v1/pairings/" + pairing, Map.of("reason", "end of the \"trial\" 😀")).is(200);
        assertThat(texts(events(alice, pairing), "reason")).containsExactly(null, null, "end of the \"trial\" 😀");
    }

    @Test
    void without_words_the_reason_is_that_of_the_pairing() {
        var pairing = neighbours.revoked();
        assertThat(texts(events(alice, pairing), "reason")).containsExactly(null, "revoked");
    }

    @Test
    void the_actor_of_a_cascade_is_who_caused_it() {
        var theirs = bob.agent();
        var pairing = neighbours.propose(alice.agent(), theirs, "both").is(201).id();
        bob.disconnect(theirs);
        endedBy(bob, "agent_disconnected", events(alice, pairing).getLast());
    }

    @Test
    void who_ends_a_connection_is_the_actor_of_what_ends_with_it() {
        var other = house.account();
        var pair = Neighbours.of(alice, other);
        var pairing = pair.propose(alice, alice.agent(), other.agent(), "both").is(201).id();
        other.delete("/v1/connections/" + pair.connection()).is(200);
        endedBy(other, "connection_revoked", events(alice, pairing).getLast());
    }

    @Test
    void who_blocks_is_the_actor_of_what_ends_with_that() {
        var other = house.account();
        var pair = Neighbours.of(alice, other);
        var pairing = pair.propose(alice, alice.agent(), other.agent(), "both").is(201).id();
        other.block(pair.connection()).is(200);
        endedBy(other, "account_blocked", events(alice, pairing).getLast());
    }

    private static void endedBy(Account account, String reason, JsonNode event) {
        assertThat(event.get("type").stringValue()).isEqualTo("revoked");
        assertThat(event.get("reason").stringValue()).isEqualTo(reason);
        assertThat(event.at("/actor/account_id").stringValue()).isEqualTo(account.id().toString());
        assertThat(event.at("/actor/kind").stringValue()).isEqualTo("session");
    }

    @Test
    void strangers_find_nothing_and_neither_does_anyone_where_there_is_no_pairing() {
        var pairing = neighbours.active();
        house.stranger().get("/v1/pairings/" + pairing + "/history").isRefused(404, "NOT_FOUND");
        for (var id : List.of(UUID.randomUUID(), neighbours.connection(), alice.id())) {
            alice.get("/v1/pairings/" + id + "/history").isRefused(404, "NOT_FOUND");
        }
        alice.get("/v1/pairings/1/history").isRefusedFor("id");
    }

    private Answer propose(String permission) {
        return neighbours.propose(alice.agent(), bob.agent(), permission).is(201);
    }

    private static List<JsonNode> events(Account who, UUID pairing) {
        var answer = who.get("/v1/pairings/" + pairing + "/history").is(200).json();
        assertThat(answer.propertyNames()).containsExactly("events");
        return answer.get("events").valueStream().toList();
    }

    private static List<String> texts(List<JsonNode> events, String field) {
        return events.stream().map(event -> event.get(field).asString(null)).toList();
    }
}
