package dev.agentpairing.gateway.house;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 2.5: what a change of the permission may say, and on which conditions. */
@ParameterizedClass
@EnumSource(Database.class)
class PermissionInputTest {

    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;

    PermissionInputTest(Database database) {
        neighbours = House.on(database).neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "{\"permission\":null}", "{\"permission\":\"BOTH\"}", "{\"permission\":\"none\"}", "{\"permission\":5}",
        "{\"permission\":true}", "{\"permission\":[\"both\"]}", "{\"permission\":\"\"}"})
    void a_permission_is_required_and_one_of_three_words(String body) {
        var pairing = neighbours.active();
        alice.patch("/v1/pairings/" + pairing, body).isRefusedFor("permission");
        assertThat(alice.get("/v1/pairings/" + pairing).text("status")).isEqualTo("active");
    }

    @Test
    void without_a_body_the_permission_is_missing() {
        alice.patch("/v1/pairings/" + neighbours.pending(), null).isRefusedFor("permission");
    }

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        alice.patch("/v1/pairings/17", "{\"permission\":7}").isRefusedFor("id", "permission");
    }

    @Test
    void other_fields_are_ignored() {
        var body = Map.of("permission", "send_only", "status", "active", "reason", 5);
        assertThat(alice.patch("/v1/pairings/" + neighbours.pending(), body).is(200).text("status")).isEqualTo("pending");
    }

    @Test
    void a_body_of_another_type_is_not_read() {
        alice.patch("/v1/pairings/" + neighbours.pending(), "permission=both", "Content-Type", "text/plain")
                .isRefused(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void a_malformed_body_comes_before_a_missing_pairing() {
        alice.patch("/v1/pairings/" + UUID.randomUUID(), Map.of()).isRefusedFor("permission");
    }

    @Test
    void a_pairing_that_does_not_exist_is_not_found() {
        change(alice, UUID.randomUUID(), "both").isRefused(404, "NOT_FOUND");
    }

    @Test
    void an_api_key_needs_no_scope_but_that_to_write() {
        change(bob.withKey("pairings:write"), neighbours.active(), "send_only").is(200);
    }

    @Test
    void with_the_tag_that_was_shown_it_is_changed_and_not_a_second_time() {
        var pairing = neighbours.active();
        var tag = bob.get("/v1/pairings/" + pairing).etag();
        change(bob, pairing, "send_only", "If-Match", tag).is(200);
        change(bob, pairing, "receive_only", "If-Match", tag).isRefused(412, "PRECONDITION_FAILED");
        confirm(alice, pairing).is(200);
    }

    @Test
    void a_star_matches_any_tag() {
        change(alice, neighbours.active(), "send_only", "If-Match", "*").is(200);
    }

    @Test
    void with_another_tag_nothing_is_changed_and_not_even_the_same_permission_accepted() {
        var pairing = neighbours.active();
        for (var permission : new String[] {"send_only", "both"}) {
            change(alice, pairing, permission, "If-Match", "\"other\"").isRefused(412, "PRECONDITION_FAILED");
        }
        assertThat(alice.get("/v1/pairings/" + pairing).text("status")).isEqualTo("active");
    }

    @Test
    void a_tag_from_before_a_change_confirms_nothing() {
        var pairing = neighbours.pending();
        var tag = bob.get("/v1/pairings/" + pairing).etag();
        change(alice, pairing, "send_only").is(200);
        bob.post("/v1/pairings/" + pairing + "/confirm", null, "If-Match", tag).isRefused(412, "PRECONDITION_FAILED");
    }

    @Test
    void a_missing_pairing_comes_before_another_tag_and_that_before_the_wrong_state() {
        change(alice, UUID.randomUUID(), "both", "If-Match", "\"other\"").isRefused(404, "NOT_FOUND");
        change(alice, neighbours.revoked(), "both", "If-Match", "\"other\"").isRefused(412, "PRECONDITION_FAILED");
    }

    private static Answer change(Account who, UUID pairing, String permission, String... headers) {
        return who.patch("/v1/pairings/" + pairing, Map.of("permission", permission), headers);
    }

    private static Answer confirm(Account who, UUID pairing) {
        return who.post("/v1/pairings/" + pairing + "/confirm", null);
    }
}
