package dev.agentpairing.gateway.house;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 2.1. Each row of its table is met by a request for which that row and later ones apply. */
@ParameterizedClass
@EnumSource(Database.class)
class ProposeTest {

    private static final UUID NOBODY = UUID.fromString("00000000-0000-4000-8000-000000000000");

    private final House house;
    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;

    ProposeTest(Database database) {
        house = House.on(database);
        neighbours = house.neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @Test
    void row_1_a_credential_comes_before_everything() {
        house.send("POST", "/v1/connections/nonsense/pairings", "agd_live_wrong", "{").isRefused(401, "UNAUTHORIZED");
    }

    @Test
    void row_2_a_malformed_request_comes_before_a_missing_connection() {
        alice.post("/v1/connections/" + NOBODY + "/pairings", Map.of("my_agent_id", NOBODY)).isRefusedFor("their_agent_id");
    }

    @Test
    void row_3_a_missing_connection_comes_before_missing_agents() {
        alice.post("/v1/connections/" + NOBODY + "/pairings", agents(NOBODY, NOBODY)).isRefused(404, "NOT_FOUND");
    }

    @Test
    void row_3_a_connection_of_others_is_missing() {
        var stranger = house.stranger();
        stranger.post(neighbours.pairings(), agents(stranger.agent(), bob.agent())).isRefused(404, "NOT_FOUND");
    }

    @Test
    void row_4_a_pending_connection_comes_before_missing_agents() {
        var connection = alice.invite(house.account());
        alice.post("/v1/connections/" + connection + "/pairings", agents(NOBODY, NOBODY))
                .isRefused(400, "CONNECTION_NOT_ACTIVE");
    }

    @Test
    void row_4_the_invited_account_cannot_propose_before_it_accepts() {
        var invited = house.account();
        var connection = alice.invite(invited);
        invited.post("/v1/connections/" + connection + "/pairings", agents(NOBODY, NOBODY))
                .isRefused(400, "CONNECTION_NOT_ACTIVE");
    }

    @Test
    void row_4_a_revoked_connection_comes_before_missing_agents() {
        var connection = house.stranger().connectTo(house.account());
        house.stranger().delete("/v1/connections/" + connection).is(200);
        house.stranger().post("/v1/connections/" + connection + "/pairings", agents(NOBODY, NOBODY))
                .isRefused(400, "CONNECTION_NOT_ACTIVE");
    }

    @Test
    void row_5_an_agent_that_is_not_mine_comes_before_their_missing_key() {
        var theirs = bob.agentWithoutKey().id();
        neighbours.propose(NOBODY, theirs, "both").isRefused(404, "AGENT_NOT_FOUND");
    }

    @Test
    void row_5_an_agent_that_is_not_theirs_comes_before_my_missing_key() {
        var mine = alice.agentWithoutKey().id();
        neighbours.propose(mine, NOBODY, "both").isRefused(404, "AGENT_NOT_FOUND");
    }

    @Test
    void row_5_their_agent_cannot_stand_for_mine() {
        neighbours.propose(bob.agent(), bob.agent(), "both").isRefused(404, "AGENT_NOT_FOUND");
    }

    @Test
    void row_5_my_agent_cannot_stand_for_theirs() {
        neighbours.propose(alice.agent(), alice.agent(), "both").isRefused(404, "AGENT_NOT_FOUND");
    }

    @Test
    void row_5_an_agent_of_a_third_account_cannot_stand_for_theirs() {
        neighbours.propose(alice.agent(), house.stranger().agent(), "both").isRefused(404, "AGENT_NOT_FOUND");
    }

    @Test
    void row_5_an_agent_is_not_paired_with_itself() {
        var agent = alice.agent();
        neighbours.propose(agent, agent, "both").isRefused(404, "AGENT_NOT_FOUND");
    }

    @Test
    void row_6_my_missing_key_comes_before_theirs() {
        neighbours.propose(alice.agentWithoutKey().id(), bob.agentWithoutKey().id(), "both")
                .isRefused(400, "AGENT_NOT_CONNECTED");
    }

    @Test
    void row_6_my_wiped_key_comes_before_theirs() {
        var mine = alice.agent();
        alice.disconnect(mine);
        neighbours.propose(mine, bob.agentWithoutKey().id(), "both").isRefused(400, "AGENT_NOT_CONNECTED");
    }

    @Test
    void row_7_their_missing_key_comes_before_their_not_being_available() {
        var theirs = bob.agentWithoutKey().id();
        bob.patch("/v1/agents/" + theirs, Map.of("available_for_connections", false)).is(200);
        neighbours.propose(alice.agent(), theirs, "both").isRefused(400, "TARGET_NOT_CONNECTED");
    }

    @Test
    void row_7_their_wiped_key_comes_before_their_not_being_available() {
        var theirs = unavailable(bob.agent());
        bob.disconnect(theirs);
        neighbours.propose(alice.agent(), theirs, "both").isRefused(400, "TARGET_NOT_CONNECTED");
    }

    @Test
    void row_8_an_agent_that_is_not_available_comes_before_a_pairing_that_exists() {
        var mine = alice.agent();
        var theirs = bob.agent();
        neighbours.propose(mine, theirs, "both").is(201);
        neighbours.propose(mine, unavailable(theirs), "both").isRefused(403, "AGENT_NOT_AVAILABLE");
    }

    @Test
    void row_8_does_not_ask_whether_my_own_agent_is_available() {
        neighbours.propose(unavailable(alice, alice.agent()), bob.agent(), "both").is(201);
    }

    @Test
    void row_9_a_pending_pairing_comes_before_the_limit() {
        var full = full();
        full.neighbours.propose(full.mine, full.theirs, "both").isRefused(409, "PAIRING_EXISTS");
    }

    @Test
    void row_9_an_active_pairing_comes_before_the_limit() {
        var full = full();
        full.neighbours.bob().post("/v1/pairings/" + full.pairing + "/confirm", null).is(200);
        full.neighbours.propose(full.mine, full.theirs, "both").isRefused(409, "PAIRING_EXISTS");
    }

    @Test
    void row_9_counts_what_the_other_side_proposed() {
        var mine = alice.agent();
        var theirs = bob.agent();
        neighbours.propose(mine, theirs, "both").is(201);
        neighbours.propose(bob, theirs, mine, "send_only").isRefused(409, "PAIRING_EXISTS");
    }

    @Test
    void row_10_the_limit_of_the_proposers_plan_holds() {
        var full = full();
        full.neighbours.propose(full.mine, full.neighbours.bob().agent(), "both").isRefused(403, "PLAN_LIMIT_REACHED");
    }

    @Test
    void row_10_the_limit_of_the_other_sides_plan_does_not_matter() {
        var full = full();
        full.neighbours.propose(full.neighbours.bob(), full.neighbours.bob().agent(), full.mine, "both").is(201);
    }

    @Test
    void row_10_what_was_revoked_does_not_count() {
        var full = full();
        full.neighbours.alice().delete("/v1/pairings/" + full.pairing).is(200);
        full.neighbours.propose(full.mine, full.neighbours.bob().agent(), "both").is(201);
    }

    @Test
    void the_same_two_agents_can_be_proposed_again_after_a_revocation() {
        var mine = alice.agent();
        var theirs = bob.agent();
        var first = neighbours.propose(mine, theirs, "both").is(201).id();
        alice.delete("/v1/pairings/" + first).is(200);
        assertThat(neighbours.propose(bob, theirs, mine, "both").is(201).id()).isNotEqualTo(first);
    }

    @Test
    void the_answer_says_what_was_proposed() {
        var mine = alice.agent("my.slug-" + House.fresh("x"));
        var theirs = bob.agent();
        bob.patch("/v1/agents/" + theirs, Map.of("name", "Ärger & Söhne 😀")).is(200);
        var answer = neighbours.propose(mine, theirs, "receive_only").is(201);
        assertThat(answer.json().propertyNames()).containsExactlyInAnyOrder(
                "id", "status", "my_agent", "their_agent", "permission", "proposed_by", "created_at", "expires_at");
        assertThat(answer.text("status")).isEqualTo("pending");
        assertThat(answer.text("permission")).isEqualTo("receive_only");
        assertThat(answer.text("proposed_by")).isEqualTo(alice.id().toString());
        assertThat(answer.at("/my_agent")).isEqualTo(party(alice, mine));
        assertThat(answer.at("/their_agent")).isEqualTo(party(bob, theirs));
        assertThat(answer.at("/their_agent/name").stringValue()).isEqualTo("Ärger & Söhne 😀");
    }

    @Test
    void a_proposal_expires_after_seven_days() {
        var answer = neighbours.propose(alice.agent(), bob.agent(), "both").is(201);
        var created = Instant.parse(answer.text("created_at"));
        assertThat(Instant.parse(answer.text("expires_at"))).isEqualTo(created.plus(Duration.ofDays(7)));
        assertThat(created).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void moments_have_microseconds_at_most_and_end_in_z() {
        var answer = neighbours.propose(alice.agent(), bob.agent(), "both").is(201);
        assertThat(answer.text("created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z");
    }

    @Test
    void what_was_answered_is_what_is_shown() {
        var answer = neighbours.propose(alice.agent(), bob.agent(), "send_only").is(201);
        var shown = alice.get("/v1/pairings/" + answer.id()).is(200);
        for (var field : new String[] {"id", "status", "permission", "proposed_by", "created_at", "expires_at"}) {
            assertThat(shown.text(field)).as(field).isEqualTo(answer.text(field));
        }
    }

    @Test
    void the_permission_is_both_when_none_is_given() {
        var answer = alice.post(neighbours.pairings(), agents(alice.agent(), bob.agent())).is(201);
        assertThat(answer.text("permission")).isEqualTo("both");
    }

    @Test
    void a_null_for_the_permission_is_as_if_it_were_absent() {
        var body = "{\"my_agent_id\":\"%s\",\"their_agent_id\":\"%s\",\"permission\":null}";
        var answer = alice.post(neighbours.pairings(), body.formatted(alice.agent(), bob.agent())).is(201);
        assertThat(answer.text("permission")).isEqualTo("both");
    }

    @Test
    void ids_may_be_written_in_upper_case_and_are_shown_in_lower_case() {
        var mine = alice.agent();
        var path = "/v1/connections/" + neighbours.connection().toString().toUpperCase() + "/pairings";
        var body = Map.of("my_agent_id", mine.toString().toUpperCase(), "their_agent_id", bob.agent().toString().toUpperCase());
        assertThat(alice.post(path, body).is(201).at("/my_agent/id").stringValue()).isEqualTo(mine.toString());
    }

    @Test
    void unknown_fields_are_ignored() {
        var body = Map.of("my_agent_id", alice.agent(), "their_agent_id", bob.agent(), "status", "active", "x", Map.of("y", 1));
        assertThat(alice.post(neighbours.pairings(), body).is(201).text("status")).isEqualTo("pending");
    }

    @Test
    void values_of_another_json_type_are_all_named_at_once() {
        alice.post(neighbours.pairings(), "{\"my_agent_id\":5,\"their_agent_id\":[\"x\"],\"permission\":true}")
                .isRefusedFor("my_agent_id", "their_agent_id", "permission");
    }

    @Test
    void what_is_wrong_with_path_and_body_is_named_at_once() {
        alice.post("/v1/connections/1234/pairings", Map.of("my_agent_id", "1", "permission", "all"))
                .isRefusedFor("connection_id", "my_agent_id", "their_agent_id", "permission");
    }

    @Test
    void null_for_a_required_field_is_as_if_it_were_absent() {
        alice.post(neighbours.pairings(), "{\"my_agent_id\":null,\"their_agent_id\":null}")
                .isRefusedFor("my_agent_id", "their_agent_id");
    }

    @Test
    void without_a_body_both_agents_are_missing() {
        alice.post(neighbours.pairings(), null).isRefusedFor("my_agent_id", "their_agent_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "1-1-1-1-1", "{00000000-0000-4000-8000-000000000000}", "000000000000400080000000000000000000",
        "00000000-0000-4000-8000-00000000000g", "00000000-0000-4000-8000-0000000000000", " 00000000-0000-4000-8000-000000000000",
        "00000000-0000-4000-8000-00000000000٣"})
    void an_id_is_8_4_4_4_12_hexadecimal_digits_only(String id) {
        alice.post(neighbours.pairings(), Map.of("my_agent_id", id, "their_agent_id", NOBODY)).isRefusedFor("my_agent_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BOTH", "Both", "both ", "", "send", "send-only", "none"})
    void a_permission_is_one_of_three_words_exactly(String permission) {
        neighbours.propose(NOBODY, NOBODY, permission).isRefusedFor("permission");
    }

    /** Two accounts whose open pairings have reached the limit of the proposer's plan, which is 3. */
    private record Full(Neighbours neighbours, UUID mine, UUID theirs, UUID pairing) {}

    private Full full() {
        var small = Neighbours.of(house.account(), house.account().onPlan("builder"));
        var mine = small.alice().agent();
        small.propose(mine, small.bob().agent(), "both").is(201);
        small.propose(mine, small.bob().agent(), "both").is(201);
        var theirs = small.bob().agent();
        return new Full(small, mine, theirs, small.propose(mine, theirs, "both").is(201).id());
    }

    private UUID unavailable(UUID agent) {
        return unavailable(bob, agent);
    }

    private static UUID unavailable(Account owner, UUID agent) {
        owner.patch("/v1/agents/" + agent, Map.of("available_for_connections", false)).is(200);
        return agent;
    }

    private static Map<String, UUID> agents(UUID mine, UUID theirs) {
        return Map.of("my_agent_id", mine, "their_agent_id", theirs);
    }

    private static JsonNode party(Account owner, UUID agent) {
        var shown = owner.get("/v1/agents/" + agent).is(200).json();
        var party = JsonNodeFactory.instance.objectNode();
        for (var field : new String[] {"id", "agent_id", "name"}) {
            party.set(field, shown.get(field));
        }
        return party;
    }
}
