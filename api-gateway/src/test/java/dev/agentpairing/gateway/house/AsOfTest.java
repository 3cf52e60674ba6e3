package dev.agentpairing.gateway.house;

import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Contract, sections 2.2 and 2.6: lists and verdicts as of a moment. That they are right in all cases: {@link PastProofTest}. */
@ParameterizedClass
@EnumSource(Database.class)
class AsOfTest {

    private static final String LONG_AGO = "2001-01-01T00:00:00Z";

    private final House house;
    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;
    private UUID mine = UUID.randomUUID();
    private UUID theirs = UUID.randomUUID();

    AsOfTest(Database database) {
        house = House.on(database);
        neighbours = house.neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @BeforeEach
    void agents_of_this_test_alone() {
        mine = alice.agent();
        theirs = bob.agent();
    }

    @Test
    void the_moment_of_a_change_shows_it_and_the_microsecond_before_does_not() {
        var proposed = propose();
        var created = Instant.parse(proposed.text("created_at"));
        var confirmed = Instant.parse(confirm(proposed.id()).text("confirmed_at"));
        alice.delete("/v1/pairings/" + proposed.id()).is(200);
        assertThat(statuses(list(bob, "", before(created)))).isEmpty();
        assertThat(statuses(list(bob, "", created))).containsExactly("pending");
        assertThat(statuses(list(bob, "", before(confirmed)))).containsExactly("pending");
        assertThat(statuses(list(bob, "", confirmed))).containsExactly("active");
        assertThat(statuses(list(bob, "", now()))).containsExactly("revoked");
    }

    @Test
    void an_item_of_then_is_just_what_it_was() {
        propose();
        var then = list(alice, "", now());
        var moment = now();
        var seen = alice.get(neighbours.pairings() + "?agent=" + mine).is(200).body();
        assertThat(then.body()).isEqualTo(seen);
        confirm(UUID.fromString(then.at("/pairings/0/id").stringValue()));
        alice.patch("/v1/agents/" + mine, Map.of("name", "Renamed since")).is(200);
        bob.disconnect(theirs);
        assertThat(list(alice, "", moment).body()).isEqualTo(seen);
    }

    @Test
    void the_past_of_a_connection_that_has_ended_since_stays_as_it_was() {
        var pair = house.newNeighbours();
        var pairing = pair.active();
        var moment = now();
        var seen = pair.bob().get(pair.pairings()).is(200).body();
        pair.alice().delete("/v1/connections/" + pair.connection()).is(200);
        assertThat(pair.bob().get(pair.pairings() + "?as_of=" + moment).is(200).body()).isEqualTo(seen).contains(pairing.toString());
    }

    @Test
    void who_blocks_later_does_not_change_what_was_before() {
        var pair = house.newNeighbours();
        pair.active();
        var moment = now();
        var seen = pair.alice().get(pair.pairings()).is(200).body();
        pair.bob().block(pair.connection()).is(200);
        assertThat(pair.alice().get(pair.pairings() + "?as_of=" + moment).is(200).body()).isEqualTo(seen);
    }

    @Test
    void before_the_connection_was_there_the_list_is_empty() {
        propose();
        assertThat(alice.get(neighbours.pairings() + "?as_of=" + LONG_AGO).is(200).body()).isEqualTo("{\"pairings\":[]}");
        assertThat(alice.get(neighbours.pairings() + "?as_of=0000-01-01T00:00:00Z").is(200).at("/pairings")).isEmpty();
    }

    @Test
    void strangers_find_nothing_at_any_moment() {
        var created = propose().text("created_at");
        house.stranger().get(neighbours.pairings() + "?as_of=" + created).isRefused(404, "NOT_FOUND");
        house.stranger().get(neighbours.pairings() + "?as_of=" + LONG_AGO).isRefused(404, "NOT_FOUND");
        alice.get("/v1/connections/" + UUID.randomUUID() + "/pairings?as_of=" + LONG_AGO).isRefused(404, "NOT_FOUND");
        check(house.stranger(), mine, theirs, created).isRefused(404, "NOT_FOUND");
    }

    @Test
    void a_list_is_narrowed_by_the_status_of_then() {
        var proposed = propose();
        confirm(proposed.id());
        var created = Instant.parse(proposed.text("created_at"));
        assertThat(statuses(list(alice, "&status=pending", created))).containsExactly("pending");
        assertThat(statuses(list(alice, "&status=active&status=revoked", created))).isEmpty();
    }

    @Test
    void pages_of_then_together_are_the_list_of_then() {
        for (int i = 0; i < 5; i++) {
            theirs = bob.agent();
            propose();
        }
        var moment = now();
        var whole = list(bob, "", moment).at("/pairings");
        alice.disconnect(mine);
        var seen = new ArrayList<JsonNode>();
        var query = "&limit=2";
        while (!query.isEmpty()) {
            var page = list(bob, query, moment);
            page.at("/pairings").forEach(seen::add);
            query = page.json().has("next_cursor") ? "&limit=2&cursor=" + page.text("next_cursor") : "";
        }
        assertThat(seen).containsExactlyElementsOf(whole).hasSize(5);
    }

    @Test
    void a_cursor_is_good_for_its_moment_only() {
        propose();
        theirs = bob.agent();
        propose();
        var moment = now();
        var cursor = "&limit=1&cursor=" + list(alice, "&limit=1", moment).text("next_cursor");
        var path = neighbours.pairings() + "?agent=" + mine + cursor;
        alice.get(path).isRefusedFor("cursor");
        alice.get(path + "&as_of=" + before(moment)).isRefusedFor("cursor");
        alice.get(path + "&as_of=" + moment.atOffset(ZoneOffset.ofHours(-1))).is(200);
        var ofNow = alice.get(neighbours.pairings() + "?limit=1&agent=" + mine).text("next_cursor");
        alice.get(neighbours.pairings() + "?agent=" + mine + "&cursor=" + ofNow + "&as_of=" + moment).isRefusedFor("cursor");
    }

    @Test
    void the_entity_tag_of_a_list_of_then_does_not_change_and_is_not_that_of_another_moment() {
        var proposed = propose();
        var created = Instant.parse(proposed.text("created_at"));
        var tag = list(alice, "", created).etag();
        confirm(proposed.id());
        var path = neighbours.pairings() + "?agent=" + mine + "&as_of=";
        assertThat(alice.get(path + created, "If-None-Match", tag).is(304).body()).isEmpty();
        assertThat(alice.get(path + now(), "If-None-Match", tag).is(200).etag()).isNotEqualTo(tag);
        assertThat(bob.get(path + created, "If-None-Match", tag).is(200).etag()).isNotEqualTo(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "now", "yesterday", "0", "1767225600", "2026-01-01", "2026-01-01T00:00:00", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z",
        "2026-01-01T25:00:00Z", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00+19:00", "2026-01-01T00:00:00ZZ", "+12026-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z", "2026-01-01T00:00:00.1234567891Z", "２０２６-01-01T00:00:00Z", "2026-01-01T00:00:00Z\u0000"})
    void what_is_no_moment_is_refused(String text) {
        alice.get(neighbours.pairings() + "?as_of=" + URLEncoder.encode(text, UTF_8)).isRefusedFor("as_of");
        check(alice, mine, theirs, URLEncoder.encode(text, UTF_8)).isRefusedFor("as_of");
    }

    @Test
    void the_future_is_refused() {
        for (var moment : List.of(now().plusSeconds(60), Instant.parse("9999-12-31T23:59:59.999999Z"))) {
            alice.get(neighbours.pairings() + "?as_of=" + moment).isRefusedFor("as_of");
            check(alice, mine, theirs, moment.toString()).isRefusedFor("as_of");
        }
    }

    @Test
    void two_moments_are_one_too_many() {
        alice.get(neighbours.pairings() + "?as_of=" + LONG_AGO + "&as_of=" + LONG_AGO).isRefusedFor("as_of");
    }

    @Test
    void a_moment_may_be_written_in_any_zone_and_to_the_nanosecond() {
        var confirmed = Instant.parse(confirm(propose().id()).text("confirmed_at"));
        var expected = list(alice, "", confirmed);
        var indian = confirmed.atOffset(ZoneOffset.ofHoursMinutes(5, 30)).toString();
        for (var text : List.of(
                confirmed.toString().toLowerCase(), indian, indian.replace("+", "%2B"), indian.replace("+05:30", "+0530"),
                confirmed.atOffset(ZoneOffset.ofHours(-3)).toString(), confirmed.toString().replace('.', ','),
                nanos(confirmed) + "999Z")) {
            var answer = alice.get(neighbours.pairings() + "?agent=" + mine + "&as_of=" + text).is(200);
            assertThat(answer.body()).as(text).isEqualTo(expected.body());
            assertThat(answer.etag()).as(text).isEqualTo(expected.etag());
        }
        alice.get(neighbours.pairings() + "?as_of=2026-01-01T00:00Z").is(200);
    }

    /** With six digits of a second and without the zone. */
    private static String nanos(Instant moment) {
        return moment.plusNanos(1).toString().substring(0, 26);
    }

    @Test
    void a_verdict_of_then_says_which_moment_it_is_of() {
        var proposed = propose();
        var confirmed = confirm(proposed.id()).text("confirmed_at");
        bob.delete("/v1/pairings/" + proposed.id()).is(200);
        var answer = check(bob, mine, theirs, confirmed).is(200);
        assertThat(answer.text("reason")).isEqualTo("PAIRED");
        assertThat(answer.at("/allowed").booleanValue()).isTrue();
        assertThat(answer.text("as_of")).isEqualTo(confirmed);
        assertThat(check(bob, theirs, mine, confirmed).is(200).text("reason")).isEqualTo("DIRECTION");
        assertThat(check(bob, mine, theirs, before(Instant.parse(confirmed)).toString()).is(200).text("reason")).isEqualTo("PENDING");
        assertThat(check(bob, mine, theirs, now().toString()).is(200).text("reason")).isEqualTo("REVOKED");
    }

    @Test
    void an_agent_that_was_not_there_yet_is_not_found() {
        check(alice, mine, theirs, LONG_AGO).isRefused(404, "NOT_FOUND");
    }

    private Answer propose() {
        return neighbours.propose(mine, theirs, "send_only").is(201);
    }

    private Answer confirm(UUID pairing) {
        return bob.post("/v1/pairings/" + pairing + "/confirm", null).is(200);
    }

    private Answer list(Account who, String query, Instant asOf) {
        return who.get(neighbours.pairings() + "?agent=" + mine + query + "&as_of=" + asOf).is(200);
    }

    private static Answer check(Account who, UUID from, UUID to, String asOf) {
        return who.get("/v1/check?from=" + from + "&to=" + to + "&as_of=" + asOf);
    }

    private static List<String> statuses(Answer list) {
        return list.at("/pairings").findValuesAsString("status");
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant before(Instant moment) {
        return moment.minus(1, ChronoUnit.MICROS);
    }
}
