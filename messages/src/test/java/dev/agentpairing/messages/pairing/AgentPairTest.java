package dev.agentpairing.messages.pairing;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AgentPairTest {

    private static final String TABLE = """
            a1b2c3d4-e5f6-7890-abcd-ef1234567890, f9e8d7c6-b5a4-3210-fedc-ba0987654321
            00000000-0000-0000-0000-000000000001, 00000000-0000-0000-0000-000000000002
            7fffffff-ffff-ffff-ffff-ffffffffffff, 80000000-0000-0000-0000-000000000000
            0a000000-0000-4000-8000-000000000000, ff000000-0000-4000-8000-000000000000
            11111111-1111-4111-7111-111111111111, 11111111-1111-4111-8111-111111111111
            """;

    @ParameterizedTest
    @CsvSource(textBlock = TABLE)
    void the_agent_whose_text_sorts_first_is_a(UUID first, UUID second) {
        assertThat(AgentPair.of(first, second)).isEqualTo(new AgentPair(first, second));
    }

    @ParameterizedTest
    @CsvSource(textBlock = TABLE)
    void the_order_does_not_depend_on_which_agent_is_named_first(UUID first, UUID second) {
        assertThat(AgentPair.of(second, first)).isEqualTo(AgentPair.of(first, second));
    }

    @Test
    void a_pair_has_its_two_agents_and_no_other() {
        var pair = AgentPair.of(new UUID(1, 1), new UUID(2, 2));
        assertThat(new boolean[] {pair.has(new UUID(1, 1)), pair.has(new UUID(2, 2)), pair.has(new UUID(3, 3))})
                .containsExactly(true, true, false);
    }
}
