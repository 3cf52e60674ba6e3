package dev.agentpairing.gateway.house;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 2.2, and the single pairing of 2.6: what each side is shown. Alice proposes, Bob is the other side. */
@ParameterizedClass
@EnumSource(Database.class)
class SeenPairingsTest {

    private final House house;
    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;
    private UUID mine = UUID.randomUUID();

    SeenPairingsTest(Database database) {
        house = House.on(database);
        neighbours = house.neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    /** Lists are narrowed to one agent, because the connection is shared with other tests. */
    @BeforeEach
    void an_agent_of_this_test_alone() {
        mine = alice.agent();
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
    void the_list_is_the_only_field_when_nothing_follows() {
        assertThat(list(alice, "").json().propertyNames()).containsExactly("pairings");
    }

    @Test
    void every_status_is_shown_newest_first() {
        var revoked = propose(bob.agent(), "both");
        alice.delete("/v1/pairings/" + revoked).is(200);
        var active = propose(bob.agent(), "both");
        bob.post("/v1/pairings/" + active + "/confirm", null).is(200);
        var pending = propose(bob.agent(), "both");
        assertThat(ids(list(alice, ""))).containsExactly(pending, active, revoked);
        assertThat(ids(list(bob, ""))).containsExactly(pending, active, revoked);
    }

    @Test
    void the_whole_list_of_a_connection_is_ordered_by_creation_and_then_id_descending() {
        propose(bob.agent(), "both");
        propose(bob.agent(), "both");
        var items = new ArrayList<JsonNode>();
        alice.get(neighbours.pairings()).is(200).at("/pairings").forEach(items::add);
        var order = Comparator.comparing((JsonNode item) -> item.get("created_at").stringValue())
                .thenComparing(item -> item.get("id").stringValue());
        assertThat(items).hasSizeGreaterThan(1).isSortedAccordingTo(order.reversed());
    }

    @Test
    void filters_by_status_and_more_than_one() {
        var pending = propose(bob.agent(), "both");
        var active = propose(bob.agent(), "both");
        bob.post("/v1/pairings/" + active + "/confirm", null).is(200);
        var revoked = propose(bob.agent(), "both");
        alice.delete("/v1/pairings/" + revoked).is(200);
        assertThat(ids(list(alice, "&status=pending"))).containsExactly(pending);
        assertThat(ids(list(alice, "&status=active"))).containsExactly(active);
        assertThat(ids(list(alice, "&status=revoked"))).containsExactly(revoked);
        assertThat(ids(list(alice, "&status=revoked&status=pending"))).containsExactly(revoked, pending);
    }

    @Test
    void filters_by_either_agent_in_either_case() {
        var theirs = bob.agent();
        var pairing = propose(theirs, "both");
        propose(bob.agent(), "both");
        for (var agent : List.of(theirs.toString(), theirs.toString().toUpperCase())) {
            assertThat(ids(alice.get(neighbours.pairings() + "?agent=" + agent).is(200))).containsExactly(pairing);
        }
    }

    @Test
    void an_agent_without_pairings_has_an_empty_list() {
        assertThat(ids(list(alice, ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "status=open, status", "status=, status", "status=PENDING, status", "status=pending&status=x, status", "agent=1, agent",
        "limit=0, limit", "limit=201, limit", "limit=-1, limit", "limit=, limit", "limit=1.0, limit", "limit=99999999999, limit",
        "limit=1&limit=2, limit", "cursor=nonsense, cursor", "cursor=, cursor", "as_of=now, as_of",
        "status=%FF, status"})
    void a_malformed_query_is_refused(String query, String field) {
        alice.get(neighbours.pairings() + "?" + query).isRefusedFor(field);
    }

    @Test
    void everything_that_is_wrong_with_a_query_is_named_at_once() {
        alice.get("/v1/connections/1/pairings?status=x&agent=y&limit=z&as_of=now")
                .isRefusedFor("connection_id", "status", "agent", "limit", "as_of");
    }

    @Test
    void a_single_pairing_is_not_offered_as_of_a_moment_either() {
        alice.get("/v1/pairings/" + UUID.randomUUID() + "?as_of=2026-01-01T00:00:00Z").isRefusedFor("as_of");
    }

    @Test
    void unknown_parameters_are_ignored() {
        assertThat(ids(list(alice, "&colour=red"))).isEmpty();
    }

    @Test
    void a_page_names_the_next_one_only_when_more_follows() {
        propose(bob.agent(), "both");
        propose(bob.agent(), "both");
        assertThat(list(alice, "&limit=1").json().has("next_cursor")).isTrue();
        assertThat(list(alice, "&limit=2").json().has("next_cursor")).isFalse();
        assertThat(list(alice, "&limit=200").json().has("next_cursor")).isFalse();
    }

    @Test
    void a_walk_sees_each_once_although_others_come_and_change() {
        var there = new ArrayList<UUID>();
        for (int i = 0; i < 7; i++) {
            there.addFirst(propose(bob.agent(), "both"));
        }
        var seen = new ArrayList<UUID>();
        var page = list(alice, "&limit=2");
        seen.addAll(ids(page));
        while (page.json().has("next_cursor")) {
            propose(bob.agent(), "both");
            bob.post("/v1/pairings/" + there.get(seen.size() - 1) + "/confirm", null).is(200);
            page = list(alice, "&limit=2&cursor=" + page.text("next_cursor"));
            seen.addAll(ids(page));
        }
        assertThat(seen).containsExactlyElementsOf(there);
    }

    @Test
    void the_pages_together_are_the_list() {
        for (int i = 0; i < 5; i++) {
            propose(bob.agent(), "both");
        }
        var seen = new ArrayList<UUID>();
        var query = "&limit=2";
        while (!query.isEmpty()) {
            var page = list(bob, query);
            assertThat(ids(page)).hasSizeBetween(1, 2);
            seen.addAll(ids(page));
            query = page.json().has("next_cursor") ? "&limit=2&cursor=" + page.text("next_cursor") : "";
        }
        assertThat(seen).isEqualTo(ids(list(bob, ""))).hasSize(5);
    }

    @Test
    void a_cursor_works_with_another_limit_and_with_none() {
        for (int i = 0; i < 3; i++) {
            propose(bob.agent(), "both");
        }
        var cursor = list(alice, "&limit=1").text("next_cursor");
        assertThat(ids(list(alice, "&limit=50&cursor=" + cursor))).hasSize(2);
        assertThat(ids(list(alice, "&cursor=" + cursor))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&status=pending", "&status=pending&status=active"})
    void a_cursor_of_another_filter_is_refused(String filter) {
        propose(bob.agent(), "both");
        propose(bob.agent(), "both");
        var cursor = list(alice, "&limit=1").text("next_cursor");
        alice.get(neighbours.pairings() + "?agent=" + mine + filter + "&cursor=" + cursor).isRefusedFor("cursor");
    }

    @Test
    void a_cursor_of_another_connection_is_refused() {
        propose(bob.agent(), "both");
        propose(bob.agent(), "both");
        var cursor = list(alice, "&limit=1").text("next_cursor");
        var other = alice.connectTo(house.account());
        alice.get("/v1/connections/" + other + "/pairings?agent=" + mine + "&cursor=" + cursor).isRefusedFor("cursor");
    }

    @Test
    void the_order_in_which_statuses_are_named_does_not_matter_to_a_cursor() {
        propose(bob.agent(), "both");
        propose(bob.agent(), "both");
        var cursor = list(alice, "&status=pending&status=active&limit=1").text("next_cursor");
        assertThat(ids(list(alice, "&status=active&status=pending&cursor=" + cursor))).hasSize(1);
    }

    @Test
    void nothing_is_shown_of_other_connections() {
        propose(bob.agent(), "both");
        var other = alice.connectTo(house.account());
        assertThat(ids(alice.get("/v1/connections/" + other + "/pairings").is(200))).isEmpty();
    }

    @Test
    void a_list_of_others_is_not_found() {
        house.stranger().get(neighbours.pairings()).isRefused(404, "NOT_FOUND");
    }

    @Test
    void a_list_of_no_connection_is_not_found() {
        alice.get("/v1/connections/" + UUID.randomUUID() + "/pairings").isRefused(404, "NOT_FOUND");
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

    private UUID propose(UUID theirs, String permission) {
        return neighbours.propose(mine, theirs, permission).is(201).id();
    }

    private static JsonNode shownTo(Account viewer, UUID pairing) {
        return viewer.get("/v1/pairings/" + pairing).is(200).json();
    }

    private Answer list(Account viewer, String more) {
        return viewer.get(neighbours.pairings() + "?agent=" + mine + more).is(200);
    }

    private static List<UUID> ids(Answer list) {
        return list.at("/pairings").valueStream().map(item -> UUID.fromString(item.get("id").stringValue())).toList();
    }
}
