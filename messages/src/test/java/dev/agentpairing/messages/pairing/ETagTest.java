package dev.agentpairing.messages.pairing;

import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ETagTest {

    @Test
    void it_is_a_strong_tag_in_quotes_without_anything_that_needs_escaping() {
        assertThat(ETag.of(true, 3, 12, 0)).matches("\"[A-Za-z0-9.]+\"");
    }

    @Test
    void the_same_versions_have_the_same_tag() {
        assertThat(ETag.of(false, 3, 12, 0)).isEqualTo(ETag.of(false, 3, 12, 0));
    }

    @Test
    void the_two_sides_and_each_stream_make_a_tag_of_their_own() {
        assertThat(Set.of(ETag.of(true, 1, 1, 1), ETag.of(false, 1, 1, 1), ETag.of(true, 2, 1, 1), ETag.of(true, 1, 2, 1),
                ETag.of(true, 1, 1, 2))).hasSize(5);
    }

    @Test
    void digits_of_one_stream_are_never_taken_for_those_of_the_next() {
        assertThat(ETag.of(true, 1, 11, 1)).isNotEqualTo(ETag.of(true, 11, 1, 1)).isNotEqualTo(ETag.of(true, 1, 1, 11));
    }
}
