package dev.agentpairing.gateway.house;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 2.1: what a proposal may say, and in what form. */
@ParameterizedClass
@EnumSource(Database.class)
class ProposeInputTest {

    private static final UUID NOBODY = UUID.fromString("00000000-0000-4000-8000-000000000000");

    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;

    ProposeInputTest(Database database) {
        neighbours = House.on(database).neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
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

    private static Map<String, UUID> agents(UUID mine, UUID theirs) {
        return Map.of("my_agent_id", mine, "their_agent_id", theirs);
    }
}
