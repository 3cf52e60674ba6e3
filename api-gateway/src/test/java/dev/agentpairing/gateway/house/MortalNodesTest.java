package dev.agentpairing.gateway.house;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Two nodes on one PostgreSQL, and a third that comes in, die one after the other. */
@Order(Integer.MAX_VALUE)
@Isolated("its nodes are those of TwoNodesTest")
class MortalNodesTest {

    @Test
    void whatever_is_killed_under_load_there_is_an_order_in_which_all_answers_are_true() {
        try (var nodes = TwoNodes.withAThirdToKill()) {
            nodes.answerTruthfullyWhateverIsKilled();
        }
    }
}
