package dev.agentpairing.gateway.description;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShorthandTest {

    private static final Map<String, String> ID = Map.of("$ref", "#/components/schemas/Id");

    @Test
    void a_name_refers_to_a_schema_and_words_stand_behind_a_semicolon() {
        assertThat(Shorthand.value("Id")).isEqualTo(ID);
        assertThat(Shorthand.value("count; null; or not")).isEqualTo(Map.of("type", "integer", "minimum", 0, "description", "null; or not"));
    }

    @Test
    void brackets_are_a_list() {
        assertThat(Shorthand.value("[Id]")).isEqualTo(Map.of("type", "array", "items", ID));
    }

    @Test
    void what_may_be_null_says_so() {
        assertThat(Shorthand.value("text|null")).isEqualTo(Map.of("type", List.of("string", "null")));
        assertThat(Shorthand.value("Id|null")).isEqualTo(Map.of("anyOf", List.of(ID, Map.of("type", "null"))));
    }

    @Test
    void a_field_with_a_question_mark_may_be_left_out_and_the_last_word_on_a_field_counts() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", "Id");
        fields.put("name", "text");
        fields.put("name?", "flag");
        assertThat(Shorthand.object(fields)).isEqualTo(Map.of(
                "type", "object", "required", List.of("id"), "properties", Map.of("id", ID, "name", Map.of("type", "boolean"))));
    }
}
