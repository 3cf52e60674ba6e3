package dev.agentpairing.gateway.house;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, sections 2.2 and 2.6: lists and verdicts as of a moment. That they are right in all cases: {@link PastProofTest}. */
@ParameterizedClass
@EnumSource(Database.class)
class AsOfTest {

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

    private static final String LONG_AGO = "2001-01-01T00:00:00Z";

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
