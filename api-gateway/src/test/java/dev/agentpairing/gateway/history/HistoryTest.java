package dev.agentpairing.gateway.history;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.agentpairing.gateway.history.Operation.PairName;
import dev.agentpairing.gateway.history.Request.Change;
import dev.agentpairing.gateway.history.Request.Check;
import dev.agentpairing.gateway.history.Request.Confirm;
import dev.agentpairing.gateway.history.Request.Decline;
import dev.agentpairing.gateway.history.Request.Get;
import dev.agentpairing.gateway.history.Request.Listing;
import dev.agentpairing.gateway.history.Request.Propose;
import dev.agentpairing.gateway.history.Request.Revoke;
import dev.agentpairing.gateway.history.Request.Steps;
import dev.agentpairing.gateway.history.Request.Withdraw;

import static dev.agentpairing.gateway.history.Side.INVITED;
import static dev.agentpairing.gateway.history.Side.INVITER;
import static org.assertj.core.api.Assertions.assertThat;

/** Short histories that are right, and ones in which one promise is broken. Times are in milliseconds. */
class HistoryTest {

    private static final PairName PAIR = new PairName("c", "a-b");
    private static final PairName OTHER_PAIR = new PairName("c", "a-d");
    private static final String PENDING = "200 PENDING p both";
    private static final String PAIRED = "200 PAIRED p both";
    private static final String NONE = "200 NO_PAIRING null null";

    private final History history = new History();
    private int count;

    private int asked(
            PairName pair, String node, Side side, Request request, long start, long end, @Nullable String answer, Integer... shows) {
        var created = request instanceof Propose && answer != null && answer.startsWith("201") ? answer.substring(4) : null;
        var said = created == null ? answer : "201 pending " + ((Propose) request).permission();
        history.add(new Operation(
                ++count, pair, node, side, request, start * 1_000_000, end * 1_000_000, said, created, Set.of(shows), false));
        return count;
    }

    private int a(Side side, Request request, long start, long end, @Nullable String answer, Integer... shows) {
        return asked(PAIR, "A", side, request, start, end, answer, shows);
    }

    private int b(Side side, Request request, long start, long end, @Nullable String answer, Integer... shows) {
        return asked(PAIR, "B", side, request, start, end, answer, shows);
    }

    private int proposed() {
        return a(INVITER, new Propose("both"), 0, 1, "201 p");
    }

    private static Check check() {
        return new Check(INVITER);
    }

    private void right() {
        assertThat(history.contradictions(3)).isEmpty();
    }

    /** @param with what the contradicting one is said to be at odds with */
    private void wrong(int operation, Integer... with) {
        var found = history.contradictions(3);
        assertThat(found).singleElement().satisfies(it -> {
            assertThat(it.operation().number()).isEqualTo(operation);
            assertThat(new HashSet<>(it.with().stream().map(Operation::number).toList())).isEqualTo(Set.of(with));
        });
    }

    @Test
    void a_life_of_one_pairing_is_right() {
        proposed();
        b(INVITER, new Confirm("p"), 2, 3, "403 CANNOT_CONFIRM_OWN");
        b(INVITED, new Confirm("p"), 4, 5, "200 active");
        a(INVITED, new Change("p", "send_only"), 6, 7, "200 pending send_only");
        a(INVITED, new Confirm("p"), 8, 9, "403 CANNOT_CONFIRM_OWN");
        a(INVITED, new Decline("p"), 10, 11, "403 CANNOT_DECLINE_OWN");
        a(INVITER, new Withdraw("p"), 12, 13, "403 NOT_YOUR_PROPOSAL");
        b(INVITER, new Confirm("p"), 14, 15, "200 active");
        b(INVITER, new Revoke("p", "enough"), 16, 17, "200 revoked");
        a(INVITED, new Revoke("p", "too late"), 18, 19, "400 ALREADY_REVOKED");
        a(INVITED, new Steps("p"), 20, 21, Shown.steps(List.of("proposed INVITER both", "confirmed INVITED both",
                "permission_changed INVITED send_only", "confirmed INVITER send_only", "revoked INVITER enough")));
        a(INVITED, new Listing(false), 22, 23, Shown.list(List.of(
                Shown.item("p", "revoked", INVITER, "send_only", "send_only", null, true, "revoked", INVITER))));
        right();
    }

    @Test
    void what_overlaps_may_have_happened_in_any_order() {
        proposed();
        a(INVITED, new Confirm("p"), 2, 9, "200 active");
        b(INVITER, new Revoke("p", "x"), 3, 8, "200 revoked");
        b(INVITER, new Get("p"), 4, 7, "200 " + Shown.item("p", "active", INVITER, "both", "both", null, true, null, null));
        right();
    }

    @Test
    void what_was_never_answered_may_have_happened_later() {
        proposed();
        b(INVITED, new Confirm("p"), 2, 2, null);
        a(INVITED, check(), 500, 501, PENDING);
        a(INVITED, check(), 600, 601, PAIRED);
        right();
    }

    @Test
    void what_was_never_answered_happens_once() {
        proposed();
        b(INVITED, new Confirm("p"), 2, 2, null);
        a(INVITED, check(), 500, 501, PAIRED);
        int changed = a(INVITER, new Change("p", "send_only"), 600, 601, "200 pending send_only");
        int again = a(INVITED, check(), 700, 701, "200 PAIRED p send_only");
        wrong(again, changed);
    }

    @Test
    void a_proposal_that_was_never_answered_explains_a_pairing_that_is_seen() {
        a(INVITER, new Propose("both"), 0, 0, null);
        history.saw(PAIR, "p", INVITER);
        b(INVITED, check(), 300, 301, PENDING);
        b(INVITED, new Confirm("p"), 302, 303, "200 active");
        right();
    }

    @Test
    void a_pairing_that_nobody_proposed_is_wrong() {
        history.saw(PAIR, "p", INVITER);
        wrong(b(INVITED, check(), 300, 301, PENDING));
    }

    @Test
    void a_write_that_was_acknowledged_and_is_not_there_is_wrong() {
        proposed();
        int confirmed = a(INVITED, new Confirm("p"), 2, 3, "200 active");
        wrong(b(INVITER, new Get("p"), 500, 501,
                "200 " + Shown.item("p", "pending", INVITER, "both", "both", INVITED, false, null, null)), confirmed);
    }

    @Test
    void a_history_that_lacks_a_step_is_wrong() {
        proposed();
        int confirmed = a(INVITED, new Confirm("p"), 2, 3, "200 active");
        wrong(b(INVITER, new Steps("p"), 500, 501, Shown.steps(List.of("proposed INVITER both"))), confirmed);
    }

    private int late(Request request, String answer) {
        long end = Long.MAX_VALUE;
        history.add(new Operation(++count, PAIR, "B", INVITED, request, end - 1, end, answer, null, Set.of(), true));
        return count;
    }

    @Test
    void the_last_answers_must_show_every_acknowledged_step() {
        proposed();
        int confirmed = a(INVITED, new Confirm("p"), 2, 3, "200 active");
        wrong(late(new Steps("p"), Shown.steps(List.of("proposed INVITER both"))), confirmed);
    }

    @Test
    void the_last_answers_tell_which_of_many_unanswered_requests_were_carried_out() {
        for (int i = 0; i < 30; i++) {
            var id = "p" + i;
            int begin = 100 * i;
            a(INVITER, new Propose("both"), begin, begin + 1, "201 " + id);
            for (int one = 0; one < 4; one++) {
                b(INVITED, new Confirm(id), begin + 2, begin + 2, null);
                b(INVITER, new Revoke(id, "words-" + one), begin + 3, begin + 3, null);
            }
            a(INVITER, new Revoke(id, "x"), begin + 4, begin + 5, "400 ALREADY_REVOKED");
            late(new Steps(id), Shown.steps(List.of("proposed INVITER both", "confirmed INVITED both", "revoked INVITER words-2")));
        }
        right();
    }

    @Test
    void two_open_pairings_of_a_pair_are_wrong() {
        int first = proposed();
        wrong(b(INVITED, new Propose("both"), 2, 3, "201 q"), first);
    }

    @Test
    void a_refusal_because_of_a_pairing_that_is_over_is_wrong() {
        proposed();
        int ended = a(INVITED, new Decline("p"), 2, 3, "200 revoked");
        wrong(b(INVITED, new Propose("both"), 4, 5, "409 PAIRING_EXISTS"), ended);
    }

    @Test
    void a_confirmation_by_whoever_changed_last_is_wrong() {
        proposed();
        int changed = a(INVITED, new Change("p", "send_only"), 2, 3, "200 pending send_only");
        wrong(b(INVITED, new Confirm("p"), 4, 5, "200 active"), changed);
    }

    @Test
    void a_change_that_another_one_undid_is_wrong() {
        proposed();
        a(INVITED, new Change("p", "send_only"), 2, 3, "200 pending send_only");
        int same = b(INVITER, new Change("p", "both"), 4, 5, "200 pending both");
        wrong(b(INVITER, check(), 500, 501, "200 PENDING p send_only"), same);
    }

    @Test
    void the_node_that_took_a_write_shows_it_at_once() {
        proposed();
        int confirmed = a(INVITED, new Confirm("p"), 2, 3, "200 active");
        wrong(a(INVITER, check(), 4, 5, PENDING), confirmed);
    }

    @Test
    void another_node_shows_it_a_quarter_of_a_second_later() {
        proposed();
        b(INVITED, check(), 2, 3, NONE);
        b(INVITED, check(), 250, 252, NONE);
        right();
        int late = b(INVITED, check(), 252, 253, NONE);
        wrong(late, 1);
    }

    @Test
    void another_node_that_is_slow_has_more_time() {
        proposed();
        b(INVITED, check(), 252, 553, NONE);
        b(INVITED, check(), 700, 701, NONE);
        right();
        wrong(b(INVITED, check(), 1_700, 1_701, NONE), 1);
    }

    @Test
    void another_node_shows_it_at_once_to_its_token() {
        int proposed = proposed();
        wrong(b(INVITED, check(), 2, 3, NONE, proposed), proposed);
    }

    @Test
    void more_open_pairings_than_the_limit_are_wrong() {
        int first = proposed();
        int second = asked(OTHER_PAIR, "B", INVITER, new Propose("both"), 2, 3, "201 q");
        assertThat(history.contradictions(2)).isEmpty();
        assertThat(history.contradictions(1)).singleElement().satisfies(it -> {
            assertThat(it.operation().number()).isEqualTo(second);
            assertThat(it.with()).extracting(Operation::number).containsExactlyInAnyOrder(first, second);
        });
    }

    @Test
    void a_pairing_that_may_have_ended_meanwhile_does_not_count() {
        proposed();
        a(INVITER, new Revoke("p", "x"), 2, 2, null);
        asked(OTHER_PAIR, "B", INVITER, new Propose("both"), 3, 4, "201 q");
        assertThat(history.contradictions(1)).isEmpty();
    }

    @Test
    void a_refusal_below_the_limit_is_wrong() {
        proposed();
        a(INVITER, new Revoke("p", "x"), 2, 3, "200 revoked");
        int refused = asked(OTHER_PAIR, "B", INVITER, new Propose("both"), 4, 5, "403 PLAN_LIMIT_REACHED");
        assertThat(history.contradictions(1)).singleElement().satisfies(it -> assertThat(it.operation().number()).isEqualTo(refused));
    }

    @Test
    void an_answer_that_no_rule_gives_is_wrong() {
        int proposed = proposed();
        wrong(a(INVITED, new Confirm("p"), 2, 3, "500 INTERNAL_ERROR"), proposed);
    }
}
