package dev.agentpairing.gateway.http;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.agentpairing.messages.pairing.RevocationReason;

import static org.assertj.core.api.Assertions.assertThat;

class JsonTest {

    record Example(String firstName, Instant createdAt) {}

    @Test
    void names_are_in_snake_case_in_the_order_of_their_declaration() {
        var shown = Json.MAPPER.writeValueAsString(new Example("a", Instant.EPOCH));
        assertThat(shown).isEqualTo("{\"first_name\":\"a\",\"created_at\":\"1970-01-01T00:00:00.000000Z\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "2026-01-02T03:04:05.678901Z", "2026-11-22T17:09:00.120000Z",
        "1999-12-31T23:59:59.000001Z", "2028-02-29T00:00:00.000000Z"})
    void a_moment_always_has_microseconds(String text) {
        assertThat(Moment.text(Instant.parse(text))).isEqualTo(text);
    }

    @Test
    void words_are_in_lower_case() {
        assertThat(Json.word(RevocationReason.AGENT_DISCONNECTED)).isEqualTo("agent_disconnected");
    }
}
