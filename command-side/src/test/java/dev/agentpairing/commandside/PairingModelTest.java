package dev.agentpairing.commandside;

import java.util.List;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever two connected accounts and a stranger do, in whatever order: the rules answer as a model does that was written
 * from the contract alone, and what is open under the connection is what is open among its pairings.
 */
class PairingModelTest {

    @Provide
    Arbitrary<List<Step>> steps() {
        return Step.steps();
    }

    @Property(tries = 500)
    void the_rules_answer_as_the_contract_does(@ForAll("steps") List<Step> steps) {
        var rules = new ByTheRules();
        var model = new ByTheContract();
        for (var step : steps) {
            assertThat(rules.take(step)).as("%s", step).isEqualTo(model.take(step));
            assertThat(rules.open()).as("open after %s", step).isEqualTo(model.open());
            assertThat(rules.statuses()).as("states after %s", step).isEqualTo(model.statuses());
            assertThat(rules.permissions()).as("permissions after %s", step).isEqualTo(model.permissions());
            assertThat(rules.openUnderTheConnection()).as("places after %s", step).isEqualTo(rules.open());
        }
    }
}
