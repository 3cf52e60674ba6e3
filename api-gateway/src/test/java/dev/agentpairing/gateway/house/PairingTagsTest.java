package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The tags of a list and of a single pairing (contract, section 1; RFC 9110, section 8.8.3). */
@ParameterizedClass
@EnumSource(Database.class)
class PairingTagsTest extends PairingsOfOneAgent {

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
    void the_tags_change_with_the_confirmation() {
        var pairing = propose(bob.agent(), "both");
        changesTags(pairing, () -> bob.post("/v1/pairings/" + pairing + "/confirm", null).is(200));
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
    void the_tags_change_with_the_key_of_an_agent() {
        var pairing = propose(bob.agent(), "both");
        changesTags(pairing, () -> alice.disconnect(mine));
    }

    @Test
    void the_tags_do_not_change_by_themselves() {
        var pairing = propose(bob.agent(), "both");
        for (var path : paths(pairing)) {
            assertThat(alice.get(path).etag()).isEqualTo(alice.get(path).etag());
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
