package dev.agentpairing.gateway.history;

import org.junit.jupiter.api.Test;

import dev.agentpairing.gateway.history.Request.Propose;
import dev.agentpairing.gateway.history.Request.Revoke;

import static dev.agentpairing.gateway.history.Side.INVITER;
import static dev.agentpairing.gateway.history.Story.OTHER_PAIR;
import static org.assertj.core.api.Assertions.assertThat;

/** How many pairings may be open at once, as far as anybody can know. */
class LimitsTest {

    private final Story story = new Story();

    @Test
    void more_open_pairings_than_the_limit_are_wrong() {
        int first = story.proposed();
        int second = story.asked(OTHER_PAIR, "B", INVITER, new Propose("both"), 2, 3, "201 q");
        assertThat(story.history.contradictions(2)).isEmpty();
        assertThat(story.history.contradictions(1)).singleElement().satisfies(it -> {
            assertThat(it.operation().number()).isEqualTo(second);
            assertThat(it.with()).extracting(Operation::number).containsExactlyInAnyOrder(first, second);
        });
    }

    @Test
    void a_pairing_that_may_have_ended_meanwhile_does_not_count() {
        story.proposed();
        story.a(INVITER, new Revoke("p", "x"), 2, 2, null);
        story.asked(OTHER_PAIR, "B", INVITER, new Propose("both"), 3, 4, "201 q");
        assertThat(story.history.contradictions(1)).isEmpty();
    }

    @Test
    void a_refusal_below_the_limit_is_wrong() {
        story.proposed();
        story.a(INVITER, new Revoke("p", "x"), 2, 3, "200 revoked");
        int refused = story.asked(OTHER_PAIR, "B", INVITER, new Propose("both"), 4, 5, "403 PLAN_LIMIT_REACHED");
        assertThat(story.history.contradictions(1)).singleElement().satisfies(it -> assertThat(it.operation().number()).isEqualTo(refused));
    }
}
