package dev.agentpairing.gateway.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code GET /v1/pairings} of the contract's section 2.6, by an account between two others. */
@ParameterizedClass
@EnumSource(Database.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AllPairingsTest {

    private static final String ALL = "/v1/pairings";

    @Parameter
    private Database database;
    private House house;
    private Account middle;
    private Neighbours left;
    private Neighbours right;
    private UUID mine;

    /** The left one invited the middle one, which invited the right one. */
    @BeforeParameterizedClassInvocation
    void three_in_a_row() {
        house = House.on(database);
        middle = house.account().onPlan("enterprise");
        left = Neighbours.of(house.account().onPlan("enterprise"), middle);
        right = Neighbours.of(middle, house.account().onPlan("enterprise"));
    }

    @BeforeEach
    void an_agent_of_its_own() {
        mine = middle.agent();
    }

    private UUID fromTheLeft() {
        return left.propose(left.alice().agent(), mine, "send_only").is(201).id();
    }

    private UUID toTheRight() {
        return right.propose(mine, right.bob().agent(), "send_only").is(201).id();
    }

    /** What this test has made, of all that there is. */
    private Answer mine(String more) {
        return middle.get(ALL + "?agent=" + mine + more).is(200);
    }

    @Test
    void it_has_the_items_of_every_connection_newest_first_as_the_single_pairing_shows_them() {
        var first = fromTheLeft();
        var second = toTheRight();
        var third = fromTheLeft();
        var answer = mine("");
        assertThat(answer.json().propertyNames()).containsExactly("pairings");
        assertThat(ids(answer)).containsExactly(third, second, first);
        for (var item : answer.at("/pairings")) {
            assertThat(item).isEqualTo(middle.get("/v1/pairings/" + item.get("id").stringValue()).json());
        }
        assertThat(answer.at("/pairings/0/permission").stringValue()).isEqualTo("receive_only");
        assertThat(answer.at("/pairings/1/permission").stringValue()).isEqualTo("send_only");
    }

    @Test
    void an_account_without_pairings_has_an_empty_list() {
        assertThat(ids(house.account().get(ALL).is(200))).isEmpty();
    }

    @Test
    void it_keeps_those_of_connections_that_have_ended() {
        var ended = Neighbours.of(house.account(), house.account());
        var pairing = ended.pending();
        ended.alice().delete("/v1/connections/" + ended.connection()).is(200);
        assertThat(ids(ended.bob().get(ALL).is(200))).containsExactly(pairing);
    }

    @Test
    void nothing_is_shown_of_others() {
        fromTheLeft();
        assertThat(ids(house.stranger().get(ALL + "?agent=" + mine).is(200))).isEmpty();
        assertThat(ids(right.bob().get(ALL + "?agent=" + mine).is(200))).isEmpty();
    }

    @Test
    void it_can_be_narrowed_by_one_status_or_more() {
        var pending = fromTheLeft();
        var active = fromTheLeft();
        middle.post("/v1/pairings/" + active + "/confirm", null).is(200);
        var revoked = toTheRight();
        middle.delete("/v1/pairings/" + revoked).is(200);
        assertThat(ids(mine("&status=pending"))).containsExactly(pending);
        assertThat(ids(mine("&status=revoked&status=active"))).containsExactly(revoked, active);
    }

    @Test
    void it_can_be_narrowed_by_either_agent() {
        var theirs = right.bob().agent();
        var pairing = right.propose(mine, theirs, "both").is(201).id();
        var other = fromTheLeft();
        assertThat(ids(middle.get(ALL + "?agent=" + theirs.toString().toUpperCase()).is(200))).containsExactly(pairing);
        assertThat(ids(mine(""))).containsExactly(other, pairing);
    }

    @Test
    void it_can_be_narrowed_to_what_awaits_me() {
        var pairing = fromTheLeft();
        var changed = toTheRight();
        assertThat(ids(mine("&awaiting=me"))).containsExactly(pairing);
        right.bob().patch("/v1/pairings/" + changed, Map.of("permission", "both")).is(200);
        assertThat(ids(mine("&awaiting=me"))).containsExactly(changed, pairing);
        middle.post("/v1/pairings/" + pairing + "/confirm", null).is(200);
        assertThat(ids(mine("&awaiting=me&status=pending"))).containsExactly(changed);
        assertThat(ids(mine("&awaiting=me&status=active"))).isEmpty();
    }

    @Test
    void pages_are_of_fifty_when_no_limit_is_given() {
        var many = house.account().onPlan("enterprise");
        var pair = Neighbours.of(many, house.neighbours().alice());
        var agents = Together.run(52, number -> number < 2 ? many.agent() : pair.bob().agent());
        Together.run(50, number -> pair.propose(agents.get(0), agents.get(2 + number), "both").is(201));
        assertThat(many.get(ALL).is(200).json().has("next_cursor")).isFalse();
        pair.propose(agents.get(1), agents.get(2), "both").is(201);
        var first = many.get(ALL).is(200);
        assertThat(ids(first)).hasSize(50);
        var rest = many.get(ALL + "?cursor=" + first.text("next_cursor")).is(200);
        assertThat(ids(rest)).hasSize(1).doesNotContainAnyElementsOf(ids(first));
        assertThat(rest.json().has("next_cursor")).isFalse();
    }

    @Test
    void a_walk_sees_each_once_although_others_come_and_change() {
        var there = new ArrayList<UUID>();
        for (int i = 0; i < 6; i++) {
            there.addFirst(i % 2 == 0 ? fromTheLeft() : toTheRight());
        }
        var page = mine("&limit=2");
        var seen = new ArrayList<>(ids(page));
        while (page.json().has("next_cursor")) {
            fromTheLeft();
            middle.delete("/v1/pairings/" + there.get(seen.size() - 1)).is(200);
            page = mine("&limit=2&cursor=" + page.text("next_cursor"));
            seen.addAll(ids(page));
        }
        assertThat(seen).isEqualTo(there);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=pending", "awaiting=me", "status=pending&status=active"})
    void a_cursor_of_another_filter_is_refused(String filter) {
        fromTheLeft();
        fromTheLeft();
        var cursor = mine("&limit=1").text("next_cursor");
        middle.get(ALL + "?agent=" + mine + "&" + filter + "&cursor=" + cursor).isRefusedFor("cursor");
        var own = mine("&limit=1&" + filter).text("next_cursor");
        assertThat(ids(mine("&" + filter + "&cursor=" + own))).hasSize(1);
        middle.get(ALL + "?agent=" + mine + "&cursor=" + own).isRefusedFor("cursor");
    }

    @Test
    void a_cursor_of_a_connection_is_none_of_this_list() {
        fromTheLeft();
        fromTheLeft();
        var query = "?agent=" + mine + "&limit=1";
        var ofConnection = middle.get(left.pairings() + query).is(200).text("next_cursor");
        middle.get(ALL + query + "&cursor=" + ofConnection).isRefusedFor("cursor");
        var ofAll = middle.get(ALL + query).is(200).text("next_cursor");
        middle.get(left.pairings() + query + "&cursor=" + ofAll).isRefusedFor("cursor");
    }

    @ParameterizedTest
    @CsvSource({
        "status=open, status", "status=, status", "agent=1, agent", "limit=0, limit", "limit=201, limit", "limit=x, limit",
        "limit=1&limit=2, limit", "cursor=nonsense, cursor", "cursor=, cursor", "awaiting=you, awaiting", "awaiting=, awaiting",
        "awaiting=me&awaiting=me, awaiting", "as_of=2026-01-01T00:00:00Z, as_of"})
    void a_malformed_query_is_refused(String query, String field) {
        middle.get(ALL + "?" + query).isRefusedFor(field);
    }

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        middle.get(ALL + "?status=x&agent=y&limit=z&awaiting=w").isRefusedFor("status", "agent", "limit", "awaiting");
    }

    @Test
    void the_list_has_a_tag_and_what_is_known_is_not_sent_again() {
        var pairing = fromTheLeft();
        var path = ALL + "?agent=" + mine;
        var tag = middle.get(path).is(200).etag();
        assertThat(middle.get(path, "If-None-Match", tag).is(304).body()).isEmpty();
        middle.post("/v1/pairings/" + pairing + "/confirm", null).is(200);
        assertThat(middle.get(path, "If-None-Match", tag).is(200).etag()).isNotEqualTo(tag);
        assertThat(mine("&status=active").etag()).isNotEqualTo(mine("").etag());
    }

    private static List<UUID> ids(Answer list) {
        return list.at("/pairings").valueStream().map(item -> UUID.fromString(item.get("id").stringValue())).toList();
    }
}
