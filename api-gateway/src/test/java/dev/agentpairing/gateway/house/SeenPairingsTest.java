package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 2.2, and the single pairing of 2.6: what each side is shown. */
@ParameterizedClass
@EnumSource(Database.class)
class SeenPairingsTest extends PairingsOfOneAgent {

    SeenPairingsTest(Database database) {
        super(database);
    }

    @ParameterizedTest
    @CsvSource({
        "both, both, both", "send_only, send_only, receive_only", "receive_only, receive_only, send_only"})
    void each_side_sees_the_permission_from_its_own(String proposed, String proposerSees, String otherSees) {
        var pairing = propose(bob.agent(), proposed);
        assertThat(shownTo(alice, pairing).get("permission").stringValue()).isEqualTo(proposerSees);
        assertThat(shownTo(bob, pairing).get("permission").stringValue()).isEqualTo(otherSees);
    }

    @ParameterizedTest
    @ValueSource(strings = {"both", "send_only", "receive_only"})
    void the_raw_permission_is_that_of_the_proposer_for_both(String proposed) {
        var pairing = propose(bob.agent(), proposed);
        assertThat(shownTo(alice, pairing).get("raw_permission").stringValue()).isEqualTo(proposed);
        assertThat(shownTo(bob, pairing).get("raw_permission").stringValue()).isEqualTo(proposed);
    }

    @Test
    void agent_a_is_the_one_whose_lower_case_id_sorts_first() {
        for (int i = 0; i < 5; i++) { // signed comparison of the halves gives the other order half of the time
            var theirs = bob.agent();
            var shown = shownTo(alice, propose(theirs, "both"));
            var ids = List.of(shown.at("/agent_a/id").stringValue(), shown.at("/agent_b/id").stringValue());
            assertThat(ids).isSorted().containsExactlyInAnyOrder(mine.toString(), theirs.toString());
        }
    }

    @Test
    void both_sides_see_the_same_agent_a() {
        var pairing = propose(bob.agent(), "both");
        assertThat(shownTo(alice, pairing).get("agent_a")).isEqualTo(shownTo(bob, pairing).get("agent_a"));
    }

    @Test
    void a_pending_pairing_has_every_field_and_null_where_there_is_nothing() {
        var shown = shownTo(alice, propose(bob.agent(), "both"));
        assertThat(shown.propertyNames()).containsExactlyInAnyOrder(
                "id", "agent_a", "agent_b", "status", "permission", "raw_permission", "proposed_by", "agent_a_public_key",
                "agent_a_key_version", "agent_b_public_key", "agent_b_key_version", "created_at", "confirmed_at", "revoked_at",
                "expires_at", "revocation_reason", "revoked_by", "awaiting");
        for (var field : List.of("confirmed_at", "revoked_at", "revocation_reason", "revoked_by")) {
            assertThat(shown.get(field).isNull()).as(field).isTrue();
        }
        assertThat(shown.get("awaiting").stringValue()).isEqualTo(bob.id().toString());
        assertThat(shown.get("proposed_by").stringValue()).isEqualTo(alice.id().toString());
    }

    @Test
    void only_a_pending_pairing_expires_and_awaits_somebody() {
        for (var state : List.of("active", "revoked")) {
            var shown = shownTo(bob, neighbours.in(state));
            assertThat(shown.get("expires_at").isNull()).isTrue();
            assertThat(shown.get("awaiting").isNull()).isTrue();
        }
    }

    @Test
    void each_agent_is_shown_with_slug_name_and_account() {
        var shown = shownTo(bob, propose(bob.agent(), "both"));
        var side = shown.at("/agent_a/id").stringValue().equals(mine.toString()) ? shown.get("agent_a") : shown.get("agent_b");
        var agent = alice.get("/v1/agents/" + mine).json();
        assertThat(side.propertyNames()).containsExactlyInAnyOrder("id", "agent_id", "name", "account_id");
        assertThat(side.get("agent_id")).isEqualTo(agent.get("agent_id"));
        assertThat(side.get("name")).isEqualTo(agent.get("name"));
        assertThat(side.get("account_id").stringValue()).isEqualTo(alice.id().toString());
    }

    @Test
    void the_keys_are_shown_as_they_are_now() {
        var pairing = propose(bob.agent(), "both");
        var key = alice.get("/v1/agents/" + mine).text("public_key");
        var shown = shownTo(bob, pairing);
        var side = shown.at("/agent_a/id").stringValue().equals(mine.toString()) ? "agent_a" : "agent_b";
        assertThat(shown.get(side + "_public_key").stringValue()).isEqualTo(key);
        assertThat(shown.get(side + "_key_version").intValue()).isEqualTo(1);
        alice.disconnect(mine);
        var wiped = shownTo(bob, pairing);
        assertThat(wiped.get(side + "_public_key").isNull()).isTrue();
        assertThat(wiped.get(side + "_key_version").intValue()).isZero();
    }

    @Test
    void a_listed_item_is_the_single_pairing() {
        var pairing = propose(bob.agent(), "send_only");
        assertThat(list(bob, "").at("/pairings/0")).isEqualTo(shownTo(bob, pairing));
    }

    @Test
    void a_pairing_of_others_is_not_found_and_looks_like_one_that_does_not_exist() {
        var of = house.stranger().get("/v1/pairings/" + neighbours.pending(), "X-Request-Id", "same");
        var none = house.stranger().get("/v1/pairings/" + UUID.randomUUID(), "X-Request-Id", "same");
        assertThat(of.isRefused(404, "NOT_FOUND").body()).isEqualTo(none.body());
    }

    @Test
    void a_pairing_keeps_being_shown_after_its_connection_has_ended() {
        var ended = Neighbours.of(house.account(), house.account());
        var pairing = ended.pending();
        ended.bob().delete("/v1/connections/" + ended.connection()).is(200);
        for (var account : List.of(ended.alice(), ended.bob())) {
            var shown = account.get(ended.pairings()).is(200).at("/pairings/0");
            assertThat(shown.get("id").stringValue()).isEqualTo(pairing.toString());
            assertThat(shown.get("status").stringValue()).isEqualTo("revoked");
            assertThat(shown.get("revocation_reason").stringValue()).isEqualTo("connection_revoked");
            assertThat(shown.get("revoked_by").stringValue()).isEqualTo(ended.bob().id().toString());
        }
    }

    @Test
    void a_single_pairing_is_not_offered_as_of_a_moment_either() {
        alice.get("/v1/pairings/" + UUID.randomUUID() + "?as_of=2026-01-01T00:00:00Z").isRefusedFor("as_of");
    }
}
