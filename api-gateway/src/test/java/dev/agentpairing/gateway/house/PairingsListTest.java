package dev.agentpairing.gateway.house;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 2.2: which pairings a list shows, in which order, and to whom. */
@ParameterizedClass
@EnumSource(Database.class)
class PairingsListTest extends PairingsOfOneAgent {

    PairingsListTest(Database database) {
        super(database);
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
    void unknown_parameters_are_ignored() {
        assertThat(ids(list(alice, "&colour=red"))).isEmpty();
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
}
