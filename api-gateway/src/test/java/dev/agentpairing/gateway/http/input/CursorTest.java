package dev.agentpairing.gateway.http.input;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CursorTest {

    private static final Cursor PLACE = new Cursor(Instant.parse("2026-01-02T03:04:05.678901Z"), UUID.randomUUID());

    @Test
    void a_place_comes_back_to_the_microsecond() {
        assertThat(Cursor.decode(PLACE.encode("list"), "list")).isEqualTo(PLACE);
    }

    @Test
    void it_is_no_good_for_another_list() {
        assertThat(Cursor.decode(PLACE.encode("list"), "other")).isNull();
    }

    @Test
    void a_changed_one_is_no_good() {
        var cursor = PLACE.encode("list");
        assertThat(Cursor.decode(cursor + "A", "list")).isNull();
        assertThat(Cursor.decode("B" + cursor.substring(1), "list")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "%%%", "AQ", "ä"})
    void anything_else_is_no_cursor(String text) {
        assertThat(Cursor.decode(text, "list")).isNull();
    }
}
