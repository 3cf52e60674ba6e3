package dev.agentpairing.gateway.history;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.agentpairing.gateway.history.Request.Change;
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
import static dev.agentpairing.gateway.history.Story.PAIR;
import static dev.agentpairing.gateway.history.Story.check;

/** Short histories that are right, and ones in which one promise is broken. */
class HistoryTest {

    private static final String PENDING = "200 PENDING p both";
    private static final String PAIRED = "200 PAIRED p both";

    private final Story story = new Story();

    @Test
    void a_life_of_one_pairing_is_right() {
        story.proposed();
        story.b(INVITER, new Confirm("p"), 2, 3, "403 CANNOT_CONFIRM_OWN");
        story.b(INVITED, new Confirm("p"), 4, 5, "200 active");
        story.a(INVITED, new Change("p", "send_only"), 6, 7, "200 pending send_only");
        story.a(INVITED, new Confirm("p"), 8, 9, "403 CANNOT_CONFIRM_OWN");
        story.a(INVITED, new Decline("p"), 10, 11, "403 CANNOT_DECLINE_OWN");
        story.a(INVITER, new Withdraw("p"), 12, 13, "403 NOT_YOUR_PROPOSAL");
        story.b(INVITER, new Confirm("p"), 14, 15, "200 active");
        story.b(INVITER, new Revoke("p", "enough"), 16, 17, "200 revoked");
        story.a(INVITED, new Revoke("p", "too late"), 18, 19, "400 ALREADY_REVOKED");
        story.a(INVITED, new Steps("p"), 20, 21, Shown.steps(List.of("proposed INVITER both", "confirmed INVITED both",
                "permission_changed INVITED send_only", "confirmed INVITER send_only", "revoked INVITER enough")));
        story.a(INVITED, new Listing(false), 22, 23, Shown.list(List.of(
                Shown.item("p", "revoked", INVITER, "send_only", "send_only", null, true, "revoked", INVITER))));
        story.right();
    }

    @Test
    void what_overlaps_may_have_happened_in_any_order() {
        story.proposed();
        story.a(INVITED, new Confirm("p"), 2, 9, "200 active");
        story.b(INVITER, new Revoke("p", "x"), 3, 8, "200 revoked");
        story.b(INVITER, new Get("p"), 4, 7, "200 " + Shown.item("p", "active", INVITER, "both", "both", null, true, null, null));
        story.right();
    }

    @Test
    void what_was_never_answered_may_have_happened_later() {
        story.proposed();
        story.b(INVITED, new Confirm("p"), 2, 2, null);
        story.a(INVITED, check(), 500, 501, PENDING);
        story.a(INVITED, check(), 600, 601, PAIRED);
        story.right();
    }

    @Test
    void what_was_never_answered_happens_once() {
        story.proposed();
        story.b(INVITED, new Confirm("p"), 2, 2, null);
        story.a(INVITED, check(), 500, 501, PAIRED);
        int changed = story.a(INVITER, new Change("p", "send_only"), 600, 601, "200 pending send_only");
        int again = story.a(INVITED, check(), 700, 701, "200 PAIRED p send_only");
        story.wrong(again, changed);
    }

    @Test
    void a_proposal_that_was_never_answered_explains_a_pairing_that_is_seen() {
        story.a(INVITER, new Propose("both"), 0, 0, null);
        story.history.saw(PAIR, "p", INVITER);
        story.b(INVITED, check(), 300, 301, PENDING);
        story.b(INVITED, new Confirm("p"), 302, 303, "200 active");
        story.right();
    }

    @Test
    void a_pairing_that_nobody_proposed_is_wrong() {
        story.history.saw(PAIR, "p", INVITER);
        story.wrong(story.b(INVITED, check(), 300, 301, PENDING));
    }

    @Test
    void a_write_that_was_acknowledged_and_is_not_there_is_wrong() {
        story.proposed();
        int confirmed = story.a(INVITED, new Confirm("p"), 2, 3, "200 active");
        story.wrong(story.b(INVITER, new Get("p"), 500, 501,
                "200 " + Shown.item("p", "pending", INVITER, "both", "both", INVITED, false, null, null)), confirmed);
    }

    @Test
    void a_history_that_lacks_a_step_is_wrong() {
        story.proposed();
        int confirmed = story.a(INVITED, new Confirm("p"), 2, 3, "200 active");
        story.wrong(story.b(INVITER, new Steps("p"), 500, 501, Shown.steps(List.of("proposed INVITER both"))), confirmed);
    }

    @Test
    void the_last_answers_must_show_every_acknowledged_step() {
        story.proposed();
        int confirmed = story.a(INVITED, new Confirm("p"), 2, 3, "200 active");
        story.wrong(story.late(new Steps("p"), Shown.steps(List.of("proposed INVITER both"))), confirmed);
    }

    @Test
    void the_last_answers_tell_which_of_many_unanswered_requests_were_carried_out() {
        for (int i = 0; i < 30; i++) {
            var id = "p" + i;
            int begin = 100 * i;
            story.a(INVITER, new Propose("both"), begin, begin + 1, "201 " + id);
            for (int one = 0; one < 4; one++) {
                story.b(INVITED, new Confirm(id), begin + 2, begin + 2, null);
                story.b(INVITER, new Revoke(id, "words-" + one), begin + 3, begin + 3, null);
            }
            story.a(INVITER, new Revoke(id, "x"), begin + 4, begin + 5, "400 ALREADY_REVOKED");
            story.late(new Steps(id), Shown.steps(List.of("proposed INVITER both", "confirmed INVITED both", "revoked INVITER words-2")));
        }
        story.right();
    }

    @Test
    void two_open_pairings_of_a_pair_are_wrong() {
        int first = story.proposed();
        story.wrong(story.b(INVITED, new Propose("both"), 2, 3, "201 q"), first);
    }

    @Test
    void a_refusal_because_of_a_pairing_that_is_over_is_wrong() {
        story.proposed();
        int ended = story.a(INVITED, new Decline("p"), 2, 3, "200 revoked");
        story.wrong(story.b(INVITED, new Propose("both"), 4, 5, "409 PAIRING_EXISTS"), ended);
    }

    @Test
    void a_confirmation_by_whoever_changed_last_is_wrong() {
        story.proposed();
        int changed = story.a(INVITED, new Change("p", "send_only"), 2, 3, "200 pending send_only");
        story.wrong(story.b(INVITED, new Confirm("p"), 4, 5, "200 active"), changed);
    }

    @Test
    void a_change_that_another_one_undid_is_wrong() {
        story.proposed();
        story.a(INVITED, new Change("p", "send_only"), 2, 3, "200 pending send_only");
        int same = story.b(INVITER, new Change("p", "both"), 4, 5, "200 pending both");
        story.wrong(story.b(INVITER, check(), 500, 501, "200 PENDING p send_only"), same);
    }

    @Test
    void an_answer_that_no_rule_gives_is_wrong() {
        int proposed = story.proposed();
        story.wrong(story.a(INVITED, new Confirm("p"), 2, 3, "500 INTERNAL_ERROR"), proposed);
    }
}
