package dev.agentpairing.gateway.house;

import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Contract, sections 2.2 and 2.6: which moments can be asked for, and what belongs to one. */
@ParameterizedClass
@EnumSource(Database.class)
class MomentsTest {

    private final Neighbours neighbours;
    private final Account alice;
    private final Account bob;
    private UUID mine = UUID.randomUUID();
    private UUID theirs = UUID.randomUUID();

    MomentsTest(Database database) {
        neighbours = House.on(database).neighbours();
        alice = neighbours.alice();
        bob = neighbours.bob();
    }

    @BeforeEach
    void agents_of_this_test_alone() {
        mine = alice.agent();
        theirs = bob.agent();
    }

    private static final String LONG_AGO = "2001-01-01T00:00:00Z";

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

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant before(Instant moment) {
        return moment.minus(1, ChronoUnit.MICROS);
    }
}
