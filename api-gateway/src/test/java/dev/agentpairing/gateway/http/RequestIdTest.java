package dev.agentpairing.gateway.http;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RequestIdTest {

    @Test
    void a_usable_name_is_kept() {
        assertThat(RequestId.choose("aZ0._-")).isEqualTo("aZ0._-");
        assertThat(RequestId.choose("x".repeat(64))).isEqualTo("x".repeat(64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\n", "ä", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})
    void any_other_is_replaced(String wished) {
        assertThat(UUID.fromString(RequestId.choose(wished))).isNotNull();
    }
}
