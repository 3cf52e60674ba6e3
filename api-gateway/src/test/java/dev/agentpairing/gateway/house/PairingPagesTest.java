package dev.agentpairing.gateway.house;

import java.util.ArrayList;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Contract, section 2.2: the pages of a list. */
@ParameterizedClass
@EnumSource(Database.class)
class PairingPagesTest extends PairingsOfOneAgent {

    PairingPagesTest(Database database) {
        super(database);
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
}
