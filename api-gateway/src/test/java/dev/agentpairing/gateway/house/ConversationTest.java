package dev.agentpairing.gateway.house;

import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

import dev.agentpairing.gateway.house.Conversation.Act;
import dev.agentpairing.gateway.house.Conversation.Step;

/**
 * Whatever two accounts do with the pairings of two agents each, both see just what the states of section 2 of the contract
 * say. The model is those states, and nothing else.
 */
class ConversationTest {

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void both_sides_see_what_the_rules_say(@ForAll("steps") List<Step> steps) {
        var conversation = new Conversation(House.on(Database.H2).neighbours());
        steps.forEach(conversation::take);
        conversation.compareAll();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var acts = Arbitraries.frequency(
                Tuple.of(8, Act.PROPOSE), Tuple.of(6, Act.CONFIRM), Tuple.of(6, Act.CHANGE), Tuple.of(2, Act.DECLINE),
                Tuple.of(2, Act.WITHDRAW), Tuple.of(3, Act.REVOKE),
                Tuple.of(1, Act.DISCONNECT), Tuple.of(1, Act.HIDE), Tuple.of(1, Act.SHOW));
        var numbers = Arbitraries.integers().between(0, 11);
        return Combinators.combine(acts, Arbitraries.of(true, false), numbers, numbers,
                Arbitraries.of("both", "send_only", "receive_only")).as(Step::new).list().ofMinSize(5).ofMaxSize(20);
    }
}
