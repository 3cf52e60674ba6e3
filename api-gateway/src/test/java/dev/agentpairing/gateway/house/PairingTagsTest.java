package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The tags of a list and of a single pairing (contract, section 1; RFC 9110, section 8.8.3). */
@ParameterizedClass
@EnumSource(Database.class)
class PairingTagsTest extends PairingsOfOneAgent {

    /** What can change of an agent and is in no pairing. */
    private static final List<Map<String, Object>> UNSEEN = List.of(
            Map.of("description", "Described anew"), Map.of("agent_type", "crewai"), Map.of("metadata", Map.of("a", 1)),
            Map.of("available_for_connections", false));

    PairingTagsTest(Database database) {
        super(database);
    }

    @Test
    void the_tags_are_strong() {
        var pairing = propose(bob.agent(), "both");
        for (var path : paths(pairing)) {
            assertThat(alice.get(path).is(200).etag()).matches("\"[\\x21\\x23-\\x7E]+\"");
        }
    }

    @Test
    void what_is_known_is_not_sent_again() {
        var pairing = propose(bob.agent(), "both");
        for (var path : paths(pairing)) {
            var tag = alice.get(path).etag();
            for (var known : List.of(tag, "\"other\", " + tag, "W/" + tag, "*")) {
                var again = alice.get(path, "If-None-Match", known).is(304);
                assertThat(again.body()).isEmpty();
                assertThat(again.etag()).isEqualTo(tag);
            }
        }
    }

    @Test
    void what_is_not_known_is_sent() {
        var pairing = propose(bob.agent(), "both");
        for (var path : paths(pairing)) {
            assertThat(alice.get(path, "If-None-Match", "\"other\"").is(200).body()).isNotEmpty();
        }
    }

    @Test
    void the_tags_change_with_the_revocation() {
        var pairing = propose(bob.agent(), "both");
        changesTags(pairing, () -> alice.delete("/v1/pairings/" + pairing).is(200));
    }

    @Test
    void the_tags_change_with_the_name_of_either_agent() {
        var theirs = bob.agent();
        var pairing = propose(theirs, "both");
        changesTags(pairing, () -> alice.patch("/v1/agents/" + mine, Map.of("name", "Another")).is(200));
        changesTags(pairing, () -> bob.patch("/v1/agents/" + theirs, Map.of("name", "Another")).is(200));
    }

    @Test
    void the_tags_change_with_the_key_of_either_agent() {
        var theirs = bob.agent();
        var pairing = propose(theirs, "both");
        for (var agent : Map.of(mine, alice, theirs, bob).entrySet()) {
            changesTags(pairing, () -> agent.getValue().post(
                    "/v1/agents/" + agent.getKey() + "/rotate-key", Map.of("public_key", Account.newPublicKey())).is(200));
        }
        changesTags(pairing, () -> alice.disconnect(mine));
        changesTags(pairing, () -> bob.delete("/v1/agents/" + theirs).is(200));
    }

    @Test
    void the_tags_change_with_every_step_of_a_pairing() {
        var pairing = propose(bob.agent(), "both");
        var path = "/v1/pairings/" + pairing;
        changesTags(pairing, () -> alice.patch(path, Map.of("permission", "send_only")).is(200));
        changesTags(pairing, () -> bob.post(path + "/confirm", null).is(200));
        changesTags(pairing, () -> bob.patch(path, Map.of("permission", "both")).is(200));
        changesTags(pairing, () -> alice.post(path + "/decline", null).is(200));
        var other = propose(bob.agent(), "both");
        changesTags(other, () -> alice.post("/v1/pairings/" + other + "/withdraw", null).is(200));
    }

    @Test
    void the_tags_stay_when_something_changes_that_is_not_shown() {
        var theirs = bob.agent();
        var pairing = propose(theirs, "both");
        for (var change : UNSEEN) {
            keepsTags(pairing, () -> alice.patch("/v1/agents/" + mine, change).is(200));
            keepsTags(pairing, () -> bob.patch("/v1/agents/" + theirs, change).is(200));
        }
    }

    @Test
    void an_agent_that_has_no_key_is_deleted_without_a_change_of_what_is_shown() {
        var pairing = propose(bob.agent(), "both");
        alice.patch("/v1/agents/" + mine, Map.of("name", "Last name")).is(200);
        alice.disconnect(mine);
        keepsTags(pairing, () -> alice.delete("/v1/agents/" + mine).is(200));
        var path = "/v1/pairings/" + pairing;
        bob.delete(path, "If-Match", bob.get(path).etag()).isRefused(400, "ALREADY_REVOKED");
    }

    @Test
    void a_condition_holds_after_a_change_of_what_is_not_shown() {
        var path = "/v1/pairings/" + propose(bob.agent(), "both");
        for (var write : List.<UnaryOperator<Answer>>of(
                seen -> bob.post(path + "/confirm", null, "If-Match", seen.etag()),
                seen -> bob.patch(path, Map.of("permission", "send_only"), "If-Match", seen.etag()),
                seen -> bob.delete(path, "If-Match", seen.etag()))) {
            var seen = bob.get(path).is(200);
            alice.patch("/v1/agents/" + mine, Map.of("description", House.fresh("described"))).is(200);
            write.apply(seen).is(200);
        }
    }

    @Test
    void each_side_has_a_tag_of_its_own() {
        var pairing = propose(bob.agent(), "send_only");
        for (var path : paths(pairing)) {
            var tag = alice.get(path).etag();
            assertThat(bob.get(path, "If-None-Match", tag).is(200).etag()).isNotEqualTo(tag);
        }
        var path = "/v1/pairings/" + pairing;
        bob.post(path + "/confirm", null, "If-Match", alice.get(path).etag()).isRefused(412, "PRECONDITION_FAILED");
    }

    @Test
    void what_was_read_before_a_change_fails_every_condition() {
        var theirs = bob.agent();
        var path = "/v1/pairings/" + propose(theirs, "both");
        var tag = bob.get(path).etag();
        bob.patch("/v1/agents/" + theirs, Map.of("name", "Renamed")).is(200);
        bob.post(path + "/confirm", null, "If-Match", tag).isRefused(412, "PRECONDITION_FAILED");
        bob.patch(path, Map.of("permission", "both"), "If-Match", tag).isRefused(412, "PRECONDITION_FAILED");
        bob.delete(path, "If-Match", tag).isRefused(412, "PRECONDITION_FAILED");
    }

    @Test
    void the_tags_do_not_change_by_themselves() {
        var pairing = propose(bob.agent(), "both");
        for (var path : paths(pairing)) {
            assertThat(alice.get(path).etag()).isEqualTo(alice.get(path).etag());
        }
    }

    private void keepsTags(UUID pairing, Runnable change) {
        var paths = paths(pairing);
        var before = paths.stream().map(path -> bob.get(path).is(200)).toList();
        change.run();
        for (int i = 0; i < paths.size(); i++) {
            assertThat(bob.get(paths.get(i), "If-None-Match", before.get(i).etag()).is(304).etag()).isEqualTo(before.get(i).etag());
            assertThat(bob.get(paths.get(i)).is(200).body()).isEqualTo(before.get(i).body());
        }
    }

    private void changesTags(UUID pairing, Runnable change) {
        var paths = paths(pairing);
        var before = paths.stream().map(path -> alice.get(path).is(200).etag()).toList();
        change.run();
        for (int i = 0; i < paths.size(); i++) {
            var now = alice.get(paths.get(i), "If-None-Match", before.get(i)).is(200);
            assertThat(now.etag()).isNotEqualTo(before.get(i));
        }
    }

    private List<String> paths(UUID pairing) {
        return List.of("/v1/pairings/" + pairing, neighbours.pairings() + "?agent=" + mine);
    }
}
