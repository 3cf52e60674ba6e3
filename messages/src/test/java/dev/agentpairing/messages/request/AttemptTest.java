package dev.agentpairing.messages.request;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AttemptTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_attempt_is_read_from_metadata_as_it_was_written(boolean again) {
        var attempt = new Attempt(new UUID(1, 1), again);
        assertThat(Attempt.from(attempt.toMetaData())).isEqualTo(attempt);
    }

    @Test
    void other_metadata_names_no_attempt() {
        assertThat(Attempt.from(Map.of("again", "true"))).isNull();
    }
}
