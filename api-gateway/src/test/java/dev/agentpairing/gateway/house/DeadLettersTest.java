package dev.agentpairing.gateway.house;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Events that a view could not take, as the operator sees and settles them. */
class DeadLettersTest {

    private static final String PATH = "/v1/admin/dead-letters";

    private final House house = House.on(Database.H2);

    /** Nothing that the shared program could take badly: it asks for none, since it has found none. */
    private UUID planted(@Nullable Instant since) {
        var id = UUID.randomUUID();
        house.execute("insert into dead_letter (id, view_name, stream, sequence_number, event, cause, since)"
                + " values (?, 'agents', ?, 4, 'AgentUpdated', 'it cannot be read', ?)",
                id, UUID.randomUUID().toString(), (since == null ? Instant.now() : since).atOffset(ZoneOffset.UTC));
        return id;
    }

    private Answer retry(Object id) {
        return house.send("POST", PATH + "/" + id + "/retry", House.OPERATOR, null);
    }

    private Answer discard(Object id) {
        return house.send("DELETE", PATH + "/" + id, House.OPERATOR, null);
    }

    private Answer list(String query) {
        return house.send("GET", PATH + query, House.OPERATOR, null);
    }

    @Test
    void each_tells_what_waits_and_since_when() {
        var id = planted(Instant.parse("2026-03-04T05:06:07.123456Z"));
        var found = list("?limit=200").is(200).at("/dead_letters").valueStream()
                .filter(letter -> letter.get("id").stringValue().equals(id.toString())).findFirst().orElseThrow();
        assertThat(found.propertyNames()).containsExactlyInAnyOrder(
                "id", "view", "stream", "sequence", "event", "cause", "since", "waiting");
        assertThat(found.get("since").stringValue()).isEqualTo("2026-03-04T05:06:07.123456Z");
        assertThat(found.get("sequence").intValue()).isEqualTo(4);
        discard(id).is(200);
    }

    @Test
    void pages_follow_one_another_newest_first() {
        var since = Instant.now().plusSeconds(3600);
        var planted = List.of(planted(since.plusSeconds(2)), planted(since.plusSeconds(1)), planted(since));
        var seen = new ArrayList<String>();
        var query = "?limit=1";
        for (int page = 0; page < 3; page++) {
            var answer = list(query).is(200);
            seen.add(answer.at("/dead_letters/0/id").stringValue());
            query = "?limit=1&cursor=" + answer.at("/next_cursor").asString("");
        }
        assertThat(seen).containsExactlyElementsOf(planted.stream().map(UUID::toString).toList());
        planted.forEach(id -> discard(id).is(200));
    }

    @Test
    void a_cursor_of_another_list_is_none() {
        var neighbours = house.neighbours();
        neighbours.pending();
        neighbours.pending();
        var cursor = neighbours.alice().get("/v1/pairings?limit=1").is(200).text("next_cursor");
        list("?cursor=" + cursor).isRefusedFor("cursor");
    }

    @ParameterizedTest
    @CsvSource({"?limit=0, limit", "?limit=201, limit", "?limit=x, limit", "?cursor=x, cursor", "?cursor=, cursor"})
    void a_malformed_query_is_refused(String query, String field) {
        list(query).isRefusedFor(field);
    }

    @Test
    void what_is_settled_is_there_no_more() {
        var tried = planted(null);
        assertThat(retry(tried).is(200).text("status")).isEqualTo("applied");
        retry(tried).isRefused(404, "NOT_FOUND");
        var discarded = planted(null);
        var answer = discard(discarded).is(200);
        assertThat(answer.text("status")).isEqualTo("discarded");
        assertThat(answer.at("/next_id").isNull()).isTrue();
        discard(discarded).isRefused(404, "NOT_FOUND");
        assertThat(list("?limit=200").body()).doesNotContain(tried.toString(), discarded.toString());
    }

    @Test
    void what_never_was_is_not_found_and_an_id_is_a_uuid() {
        retry(UUID.randomUUID()).isRefused(404, "NOT_FOUND");
        discard(UUID.randomUUID()).isRefused(404, "NOT_FOUND");
        retry("1").isRefusedFor("id");
        discard("1").isRefusedFor("id");
    }

    /** A revocation that nobody can read, met when the views are filled again; then two nodes. */
    @Test
    void a_poison_event_stops_nothing_but_its_own_stream_until_it_is_taken() {
        var database = Database.POSTGRES;
        var url = database.freshUrl();
        Neighbours pair;
        UUID poisoned;
        UUID well;
        byte[] payload;
        var token = "--pairing.admin-token=" + House.OPERATOR;
        try (var program = House.program(url, database.user(), token)) {
            pair = new House(House.address(program)).newNeighbours();
            poisoned = pair.active();
            well = pair.active();
            pair.alice().delete("/v1/pairings/" + poisoned).is(200);
            var jdbc = program.getBean(JdbcTemplate.class);
            payload = jdbc.queryForObject("select payload from domain_event where aggregate_identifier = ? and sequence_number = 2",
                    byte[].class, poisoned.toString());
            rewrite(jdbc, poisoned, "{".getBytes(StandardCharsets.UTF_8));
        }
        try (var one = House.program(url, database.user(), token, "--pairing.query-side.rebuild=true");
                var two = House.program(url, database.user(), token)) {
            var first = new House(House.address(one));
            var second = new House(House.address(two));
            var letter = first.send("GET", PATH, House.OPERATOR, null).is(200).at("/dead_letters/0");
            assertThat(List.of(letter.get("view").stringValue(), letter.get("stream").stringValue(), letter.get("event").stringValue(),
                    letter.get("cause").stringValue())).containsExactly("pairings", poisoned.toString(), "PairingRevoked", "it cannot be read");
            assertThat(one.getBean(MeterRegistry.class).get("pairing.dead.letters").gauge().value()).isEqualTo(1);
            for (var node : List.of(first, second)) {
                assertThat(pair.bob().at(node).get(check(pair, node, well)).is(200).at("/allowed").booleanValue()).isTrue();
                pair.bob().at(node).get(check(pair, node, poisoned)).isRefused(503, "UNAVAILABLE");
            }
            var path = PATH + "/" + letter.get("id").stringValue() + "/retry";
            first.send("POST", path, House.OPERATOR, null).isRefused(409, "STILL_FAILING");
            rewrite(two.getBean(JdbcTemplate.class), poisoned, payload);

            second.send("POST", path, House.OPERATOR, null).is(200);

            for (var node : List.of(first, second)) {
                assertThat(pair.bob().at(node).get(check(pair, node, poisoned)).is(200).text("reason")).isEqualTo("REVOKED");
            }
        }
    }

    private static void rewrite(JdbcTemplate jdbc, UUID stream, byte[] payload) {
        jdbc.update("update domain_event set payload = ? where aggregate_identifier = ? and sequence_number = 2", payload, stream.toString());
    }

    private static String check(Neighbours pair, House node, UUID pairing) {
        var item = pair.bob().at(node).get("/v1/pairings/" + pairing).is(200);
        return "/v1/check?from=" + item.at("/agent_a/id").stringValue() + "&to=" + item.at("/agent_b/id").stringValue();
    }
}
