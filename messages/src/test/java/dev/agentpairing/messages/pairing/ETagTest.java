package dev.agentpairing.messages.pairing;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.agentpairing.messages.pairing.ETag.Shown;

import static org.assertj.core.api.Assertions.assertThat;

class ETagTest {

    private static final Shown A = new Shown("A \"quoted\"\n😀", 12);
    private static final Shown B = new Shown("B", 0);

    @Test
    void it_is_a_strong_tag_in_quotes_without_anything_that_needs_escaping() {
        assertThat(ETag.of(true, 3, A, B)).matches("\"[A-Za-z0-9_-]{22}\"");
    }

    @Test
    void what_is_shown_alike_has_the_same_tag() {
        assertThat(ETag.of(false, 3, A, B)).isEqualTo(ETag.of(false, 3, new Shown(A.name(), 12), new Shown("B", 0)));
    }

    @Test
    void the_two_sides_and_whatever_changes_make_a_tag_of_their_own() {
        assertThat(List.of(
                ETag.of(true, 3, A, B), ETag.of(false, 3, A, B), ETag.of(true, 4, A, B), ETag.of(true, 3, B, A),
                ETag.of(true, 3, new Shown(A.name(), 13), B), ETag.of(true, 3, A, new Shown("B", 1)),
                ETag.of(true, 3, new Shown("Another", 12), B), ETag.of(true, 3, A, new Shown("b", 0)))).doesNotHaveDuplicates();
    }

    @Test
    void nothing_of_one_is_ever_taken_for_a_part_of_the_next() {
        assertThat(List.of(
                ETag.of(true, 1, new Shown("", 11), new Shown("", 1)), ETag.of(true, 11, new Shown("", 1), new Shown("", 1)),
                ETag.of(true, 1, new Shown("", 1), new Shown("", 11)), ETag.of(true, 1, new Shown("ab", 1), new Shown("c", 1)),
                ETag.of(true, 1, new Shown("a", 1), new Shown("bc", 1)), ETag.of(true, 1, new Shown("abc", 1), new Shown("", 1)),
                ETag.of(true, 1, new Shown("1.", 1), new Shown("", 1)), ETag.of(true, 1, new Shown("", 1), new Shown("1.", 1))))
                .doesNotHaveDuplicates();
    }

    @Test
    void what_is_shown_of_a_pairing_says_itself_where_it_ends() {
        var one = ETag.text(true, 1, A, B);
        assertThat(one + one).isNotEqualTo(ETag.text(true, 1, A, new Shown("B" + one, 0)));
    }
}
