package dev.agentpairing.gateway.history;

import org.junit.jupiter.api.Test;

import dev.agentpairing.gateway.history.Request.Confirm;

import static dev.agentpairing.gateway.history.Side.INVITED;
import static dev.agentpairing.gateway.history.Side.INVITER;
import static dev.agentpairing.gateway.history.Story.check;

/** When a node must show what another one has acknowledged. */
class VisibilityTest {

    private static final String PENDING = "200 PENDING p both";
    private static final String NONE = "200 NO_PAIRING null null";

    private final Story story = new Story();

    @Test
    void the_node_that_took_a_write_shows_it_at_once() {
        story.proposed();
        int confirmed = story.a(INVITED, new Confirm("p"), 2, 3, "200 active");
        story.wrong(story.a(INVITER, check(), 4, 5, PENDING), confirmed);
    }

    @Test
    void another_node_shows_it_a_quarter_of_a_second_later() {
        story.proposed();
        story.b(INVITED, check(), 2, 3, NONE);
        story.b(INVITED, check(), 250, 252, NONE);
        story.right();
        int late = story.b(INVITED, check(), 252, 253, NONE);
        story.wrong(late, 1);
    }

    @Test
    void another_node_that_is_slow_has_more_time() {
        story.proposed();
        story.b(INVITED, check(), 252, 553, NONE);
        story.b(INVITED, check(), 700, 701, NONE);
        story.right();
        story.wrong(story.b(INVITED, check(), 1_700, 1_701, NONE), 1);
    }

    @Test
    void another_node_shows_it_at_once_to_its_token() {
        int proposed = story.proposed();
        story.wrong(story.b(INVITED, check(), 2, 3, NONE, proposed), proposed);
    }
}
