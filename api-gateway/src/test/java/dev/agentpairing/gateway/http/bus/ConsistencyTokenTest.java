package dev.agentpairing.gateway.http.bus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConsistencyTokenTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 255, Long.MAX_VALUE})
    void what_was_encoded_can_be_read(long position) {
        assertThat(ConsistencyToken.decode(new ConsistencyToken(position).encode())).isEqualTo(new ConsistencyToken(position));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "42", "AQAAAAAAAAA", "AgAAAAAAAAAB", "AQAAAAAAAAABAA", "Af__________", "AQAAAAAAAAA=", "AQAAAAAA AAB", "ä"})
    void anything_else_cannot(String text) {
        assertThat(ConsistencyToken.decode(text)).isNull();
    }

    @Test
    void it_stands_for_a_header_of_letters_and_digits() {
        assertThat(new ConsistencyToken(Long.MAX_VALUE).encode()).matches("[A-Za-z0-9_-]+");
    }
}
