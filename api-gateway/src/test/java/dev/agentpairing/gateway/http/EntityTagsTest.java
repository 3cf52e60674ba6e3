package dev.agentpairing.gateway.http;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class EntityTagsTest {

    @Test
    void one_of_several_tags_matches() {
        assertThat(EntityTags.parse("\"a\", \"b,c\"").nameWeakly("\"b,c\"")).isTrue();
        assertThat(EntityTags.parse("\"a\", \"b\"").nameWeakly("\"c\"")).isFalse();
    }

    @Test
    void a_weak_tag_matches_weakly() {
        assertThat(EntityTags.parse("W/\"a\"").nameWeakly("\"a\"")).isTrue();
    }

    @Test
    void a_star_matches_any() {
        assertThat(EntityTags.parse(" * ").nameWeakly("\"a\"")).isTrue();
    }

    @Test
    void what_is_no_tag_matches_nothing() {
        assertThat(EntityTags.parse("a, 'b', \"").tags()).isEmpty();
        assertThat(EntityTags.parse("a").nameWeakly("\"a\"")).isFalse();
    }

    @Test
    void a_condition_keeps_strong_tags_of_all_its_lines_only() {
        var request = new MockHttpServletRequest();
        request.addHeader("If-Match", "\"a\", W/\"b\"");
        request.addHeader("If-Match", "\"c\"");
        assertThat(EntityTags.required(request)).isEqualTo(List.of("\"a\"", "\"c\""));
    }

    @Test
    void no_condition_and_a_star_ask_for_nothing() {
        var request = new MockHttpServletRequest();
        assertThat(EntityTags.required(request)).isNull();
        request.addHeader("If-Match", "*");
        assertThat(EntityTags.required(request)).isNull();
    }

    @Test
    void a_condition_that_cannot_be_read_is_one_that_fails() {
        var request = new MockHttpServletRequest();
        request.addHeader("If-Match", "nonsense");
        assertThat(EntityTags.required(request)).isEmpty();
    }
}
