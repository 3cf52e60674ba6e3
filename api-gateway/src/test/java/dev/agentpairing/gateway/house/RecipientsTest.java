package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 4: whom agents may send to, and with which key. */
@ParameterizedClass
@EnumSource(Database.class)
class RecipientsTest {

    private final House house;
    private final Neighbours two;
    private final Account alice;
    private final Account bob;
    private final String a = House.fresh("a");
    private final String b = House.fresh("b");

    RecipientsTest(Database database) {
        house = House.on(database);
        two = house.neighbours();
        alice = two.alice();
        bob = two.bob();
    }

    @Test
    void own_agents_can_be_sent_to_and_come_first() {
        var mine = alice.agent(b);
        var theirs = bob.agent(a);
        pair(mine, theirs, "both");
        var answer = alice.get("/v1/agents/sendable").is(200);
        assertThat(answer.json().propertyNames()).containsExactly("agents");
        assertThat(answer.at("/agents").valueStream().map(agent -> agent.get("own").booleanValue()).distinct()).containsExactly(true, false);
        isRecipient(answer, mine, b, true, alice.name());
        isRecipient(answer, theirs, a, false, bob.name());
    }

    @Test
    void an_agent_without_a_key_cannot_be_sent_to_now() {
        var pending = alice.agentWithoutKey().text("agent_id");
        var disconnected = alice.agent(a);
        assertThat(sendable(alice)).contains(a).doesNotContain(pending);
        alice.disconnect(disconnected);
        assertThat(sendable(alice)).doesNotContain(a);
    }

    @ParameterizedTest
    @CsvSource({"both, true, true", "send_only, true, false", "receive_only, false, true"})
    void the_direction_decides(String permission, boolean aliceSends, boolean bobSends) {
        pair(alice.agent(a), bob.agent(b), permission);
        assertThat(sendable(alice).contains(b)).isEqualTo(aliceSends);
        assertThat(sendable(bob).contains(a)).isEqualTo(bobSends);
    }

    @Test
    void only_an_active_pairing_lets_send() {
        var pairing = two.propose(alice.agent(), bob.agent(b), "both").is(201).id();
        assertThat(sendable(alice)).doesNotContain(b);
        bob.post("/v1/pairings/" + pairing + "/confirm", null).is(200);
        assertThat(sendable(alice)).contains(b);
        bob.delete("/v1/pairings/" + pairing).is(200);
        assertThat(sendable(alice)).doesNotContain(b);
    }

    @Test
    void nobody_of_a_connection_that_has_ended_can_be_sent_to() {
        var ended = Neighbours.of(alice, house.account());
        pair(ended, alice.agent(), ended.bob().agent(b), "both");
        assertThat(sendable(alice)).contains(b);
        ended.bob().delete("/v1/connections/" + ended.connection()).is(200);
        assertThat(sendable(alice)).doesNotContain(b);
        alice.get("/v1/agents/resolve?agent_id=" + b).isRefused(404, "NOT_FOUND");
    }

    @Test
    void each_is_told_once() {
        var theirs = bob.agent(b);
        pair(alice.agent(), theirs, "both");
        pair(alice.agent(), theirs, "receive_only");
        assertThat(sendable(alice)).containsOnlyOnce(b);
    }

    @Test
    void a_slug_is_resolved_to_the_key_of_now() {
        var theirs = bob.agent(b);
        pair(alice.agent(), theirs, "both");
        var key = Account.newPublicKey();
        bob.post("/v1/agents/" + theirs + "/rotate-key", Map.of("public_key", key)).is(200);
        var answer = alice.get("/v1/agents/resolve?agent_id=" + b).is(200);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder(
                "agent_id", "public_key", "public_key_algorithm", "key_version", "signing_public_key", "connection_status");
        assertThat(answer.text("agent_id")).isEqualTo(b);
        assertThat(answer.text("public_key")).isEqualTo(key);
        assertThat(answer.text("public_key_algorithm")).isEqualTo("X25519");
        assertThat(answer.at("/key_version").intValue()).isEqualTo(2);
        assertThat(answer.at("/signing_public_key").isNull()).isTrue();
        assertThat(answer.text("connection_status")).isEqualTo("connected");
    }

    @Test
    void a_signing_key_is_told_with_it() {
        var signing = Account.newPublicKey();
        var theirs = bob.post("/v1/agents/register", Map.of("agent_id", b, "public_key", Account.newPublicKey(),
                "signing_public_key", signing, "available_for_connections", true)).is(201).id();
        pair(alice.agent(), theirs, "both");
        assertThat(alice.get("/v1/agents/resolve?agent_id=" + b).is(200).text("signing_public_key")).isEqualTo(signing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"both", "send_only", "receive_only"})
    void any_active_pairing_lets_both_sides_resolve(String permission) {
        pair(alice.agent(a), bob.agent(b), permission);
        alice.get("/v1/agents/resolve?agent_id=" + b).is(200);
        bob.get("/v1/agents/resolve?agent_id=" + a).is(200);
    }

    @Test
    void without_an_active_pairing_nobody_is_found() {
        var mine = alice.agent(a);
        var theirs = bob.agent(b);
        var stranger = House.fresh("stranger");
        house.stranger().agent(stranger);
        for (var slug : new String[] {b, stranger, "nobody", a, theirs.toString()}) {
            alice.get("/v1/agents/resolve?agent_id=" + slug).isRefused(404, "NOT_FOUND");
        }
        var pairing = two.propose(mine, theirs, "both").is(201).id();
        alice.get("/v1/agents/resolve?agent_id=" + b).isRefused(404, "NOT_FOUND");
        bob.post("/v1/pairings/" + pairing + "/confirm", null).is(200);
        alice.get("/v1/agents/resolve?agent_id=" + b).is(200);
        alice.delete("/v1/pairings/" + pairing).is(200);
        alice.get("/v1/agents/resolve?agent_id=" + b).isRefused(404, "NOT_FOUND");
    }

    @Test
    void case_matters() {
        pair(alice.agent(), bob.agent(b), "both");
        alice.get("/v1/agents/resolve?agent_id=" + b.toUpperCase()).isRefused(404, "NOT_FOUND");
    }

    @Test
    void an_own_agent_of_the_same_slug_does_not_stand_in_the_way() {
        var theirs = bob.agent(a);
        pair(alice.agent(a), theirs, "both");
        assertThat(alice.get("/v1/agents/resolve?agent_id=" + a).is(200).text("public_key"))
                .isEqualTo(bob.get("/v1/agents/" + theirs).text("public_key"));
    }

    @Test
    void it_never_guesses_which_of_several_is_meant() {
        var carol = house.account();
        var mine = alice.agent();
        pair(mine, bob.agent(b), "both");
        pair(Neighbours.of(alice, carol), mine, carol.agent(b), "both");
        var refused = alice.get("/v1/agents/resolve?agent_id=" + b).is(400);
        assertThat(refused.code()).isEqualTo("AMBIGUOUS_RECIPIENT");
        assertThat(refused.at("/error").propertyNames())
                .containsExactlyInAnyOrder("code", "message", "status", "request_id", "candidates");
        var candidates = refused.at("/error/candidates");
        assertThat(candidates.findValuesAsString("account_id"))
                .containsExactlyInAnyOrder(bob.id().toString(), carol.id().toString());
        assertThat(candidates.findValuesAsString("account_name")).containsExactlyInAnyOrder(bob.name(), carol.name());
        assertThat(candidates.get(0).propertyNames()).containsExactlyInAnyOrder("account_id", "account_name", "email_masked");
        assertThat(candidates.findValuesAsString("email_masked")).hasSize(2).allMatch(email -> email.contains("*"));
        for (var other : List.of(bob, carol)) {
            var agent = other.get("/v1/agents/me", "X-AgentDrop-Agent", b).is(200);
            for (var account : List.of(other.id().toString(), other.email().toUpperCase(), other.name().replace(" ", "%20"))) {
                assertThat(alice.get("/v1/agents/resolve?agent_id=" + b + "&account=" + account).is(200).json().get("public_key"))
                        .isEqualTo(agent.at("/agent/public_key"));
            }
        }
    }

    @Test
    void an_account_that_has_no_such_partner_is_not_found_also_where_nothing_is_ambiguous() {
        pair(alice.agent(), bob.agent(b), "both");
        alice.get("/v1/agents/resolve?agent_id=" + b + "&account=" + bob.id()).is(200);
        for (var account : List.of(house.stranger().id().toString(), house.stranger().email(), alice.email(), "nobody")) {
            alice.get("/v1/agents/resolve?agent_id=" + b + "&account=" + account).isRefused(404, "NOT_FOUND");
        }
    }

    @Test
    void a_name_does_not_pass_for_the_id_or_the_address_of_another_account() {
        for (var name : List.of(bob.id().toString(), bob.email())) {
            var poser = house.account(House.fresh("poser") + "@example.org", name).onPlan("enterprise");
            pair(Neighbours.of(poser, alice), poser.agent(b), alice.agent(), "both");
            alice.get("/v1/agents/resolve?agent_id=" + b + "&account=" + name).isRefused(404, "NOT_FOUND");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', agent_id", "?agent_id=, agent_id", "?agent_id=a%20b, agent_id", "?agent_id=a%00, agent_id", "?agent_id=a&agent_id=b, agent_id",
        "?agent_id=a&account=, account", "?agent_id=a&account=x&account=y, account", "?account=%20, agent_id account"})
    void what_is_malformed_is_named(String query, String fields) {
        alice.get("/v1/agents/resolve" + query).isRefusedFor(fields.split(" "));
    }

    private void pair(UUID mine, UUID theirs, String permission) {
        pair(two, mine, theirs, permission);
    }

    private static void pair(Neighbours neighbours, UUID mine, UUID theirs, String permission) {
        var pairing = neighbours.propose(mine, theirs, permission).is(201).id();
        neighbours.bob().post("/v1/pairings/" + pairing + "/confirm", null).is(200);
    }

    private static List<String> sendable(Account account) {
        return account.get("/v1/agents/sendable").is(200).at("/agents").findValuesAsString("agent_id");
    }

    private static void isRecipient(Answer answer, UUID id, String slug, boolean own, String account) {
        var agent = answer.at("/agents").valueStream().filter(one -> one.get("id").stringValue().equals(id.toString())).findFirst()
                .orElseThrow();
        assertThat(agent.propertyNames()).containsExactlyInAnyOrder("id", "agent_id", "name", "own", "account_name");
        assertThat(agent.get("agent_id").stringValue()).isEqualTo(slug);
        assertThat(agent.get("name").stringValue()).isEqualTo(slug);
        assertThat(agent.get("own").booleanValue()).isEqualTo(own);
        assertThat(agent.get("account_name").stringValue()).isEqualTo(account);
    }
}
