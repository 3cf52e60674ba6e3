package dev.agentpairing.messages.account;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlanLimitsTest {

    @ParameterizedTest
    @CsvSource({"3, 2, false", "3, 3, true", "3, 4, true", "0, 0, true", ", 1000000, false"})
    void a_limit_is_reached_when_one_more_would_be_too_many(Integer limit, long present, boolean reached) {
        assertThat(PlanLimits.reached(limit, present)).isEqualTo(reached);
    }
}
