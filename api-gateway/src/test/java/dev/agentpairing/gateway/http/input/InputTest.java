package dev.agentpairing.gateway.http.input;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.gateway.http.Detail;
import dev.agentpairing.messages.pairing.PairingStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class InputTest {

    private static final String ID = "A1b2c3d4-e5f6-7890-abcd-ef1234567890";

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        var request = json("{\"name\":5,\"flag\":\"true\",\"scopes\":[]}");
        request.addParameter("limit", "201");
        var input = new Input(request, Map.of("id", "x"));
        input.pathId("id");
        input.queryNumber("limit", 1, 200);
        var body = input.body();
        body.text("name", 1, 10);
        body.optionalBoolean("flag");
        body.optionalChoices("scopes", Map.of("a", 1));
        body.id("agent");
        assertThat(fields(input)).containsExactly("id", "limit", "name", "flag", "scopes", "agent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "[\"a\"]", "{}", "1.5"})
    void a_value_of_another_type_is_never_made_a_text(String value) {
        assertThat(problems("{\"f\":" + value + "}", body -> body.optionalText("f", 0, 99))).containsExactly("f");
    }

    @Test
    void null_is_as_if_it_were_absent() {
        assertThat(problems("{\"f\":null}", body -> assertThat(body.optionalText("f", 1, 9)).isNull())).isEmpty();
        assertThat(problems("{\"f\":null}", body -> body.text("f", 1, 9))).containsExactly("f");
    }

    @Test
    void texts_count_code_points() {
        assertThat(problems("{\"f\":\"😀😀😀\"}", body -> body.text("f", 1, 3))).isEmpty();
        assertThat(problems("{\"f\":\"😀😀😀😀\"}", body -> body.text("f", 1, 3))).containsExactly("f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\t", "\\u007f", "\\u0085", "\\ud800", "\\udc00\\ud800", "a\\ud83d"})
    void control_characters_and_half_characters_are_malformed(String text) {
        assertThat(problems("{\"f\":\"" + text + "\"}", body -> body.text("f", 0, 99))).containsExactly("f");
        assertThat(problems("{\"f\":{\"a\":[\"" + text + "\"]}}", body -> body.optionalObject("f", 99))).containsExactly("f");
        assertThat(problems("{\"f\":{\"" + text + "\":1}}", body -> body.optionalObject("f", 99))).containsExactly("f");
    }

    @Test
    void line_breaks_are_fine() {
        assertThat(problems("{\"f\":\"a\\r\\nb\"}", body -> body.text("f", 0, 4))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a1b2c3d4e5f67890abcdef1234567890", "a1b2c3d4-e5f6-7890-abcd-ef123456789", "{a1b2c3d4-e5f6-7890-abcd-ef1234567890}",
        "a1b2c3d4-e5f6-7890-abcd-ef123456789g", "1-1-1-1-1", "a1b2c3d4-e5f6-7890-abcd_ef1234567890", ""})
    void an_id_has_one_form(String text) {
        assertThat(problems("{\"f\":\"" + text + "\"}", body -> body.id("f"))).containsExactly("f");
    }

    @Test
    void an_id_may_be_written_in_either_case() {
        problems("{\"f\":\"" + ID + "\"}", body -> assertThat(body.id("f")).hasToString(ID.toLowerCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{} {}", "{} x", "[]", "\"a\"", "null", "5", "{\"a\":NaN}", "{'a':1}", "{\"a\":1,}", " "})
    void a_body_is_one_json_object(String text) {
        assertThat(problems(text, body -> body.optionalText("f", 0, 9))).containsExactly("body");
    }

    @Test
    void deep_nesting_is_malformed() {
        assertThat(problems("{\"a\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}", body -> { })).containsExactly("body");
    }

    @Test
    void a_body_is_utf_8() {
        var latin = json("{}");
        latin.setContent("{\"f\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(status(latin)).isEqualTo(400);
        var wide = json("{}");
        wide.setContent("{\"f\":\"a\"}".getBytes(StandardCharsets.UTF_16));
        assertThat(status(wide)).isEqualTo(400);
    }

    @Test
    void a_body_of_64_KiB_is_read_and_a_larger_one_refused() {
        var largest = "{\"f\":\"" + "x".repeat(BodyReader.LARGEST - 8) + "\"}";
        assertThat(status(json(largest))).isEqualTo(200);
        assertThat(status(json(largest + " "))).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json;charset=iso-8859-1", "nonsense", "application/x-www-form-urlencoded"})
    void another_content_type_is_refused(String type) {
        var request = json("{}");
        request.setContentType(type);
        assertThat(status(request)).isEqualTo(415);
    }

    @Test
    void unknown_fields_are_ignored() {
        assertThat(problems("{\"x\":{\"y\":[1,2]}}", body -> body.optionalText("f", 0, 9))).isEmpty();
    }

    @Test
    void numbers_in_an_object_stay_exact() {
        problems("{\"f\":{\"a\":1.50,\"b\":12345678901234567890,\"c\":1e400}}", body ->
                assertThat(body.optionalObject("f", 99)).isEqualTo("{\"a\":1.50,\"b\":12345678901234567890,\"c\":1E+400}"));
    }

    @Test
    void an_object_is_measured_in_its_compact_form() {
        assertThat(problems("{\"f\":  {  \"a\" :  1 } }", body -> body.optionalObject("f", 7))).isEmpty();
        assertThat(problems("{\"f\":{\"a\":10}}", body -> body.optionalObject("f", 7))).containsExactly("f");
    }

    @Test
    void a_repeatable_parameter_takes_several_words_but_no_other() {
        var request = new MockHttpServletRequest();
        request.addParameter("status", "active", "pending");
        var input = new Input(request, Map.of());
        var statuses = input.queryChoices("status", PairingStatus.class);
        assertThat(statuses).containsExactly(PairingStatus.PENDING, PairingStatus.ACTIVE);
        request.addParameter("status", "ACTIVE");
        input.queryChoices("status", PairingStatus.class);
        assertThat(fields(input)).containsExactly("status");
    }

    private static MockHttpServletRequest json(String text) {
        var request = new MockHttpServletRequest();
        request.setContentType("application/json");
        request.setContent(text.getBytes(StandardCharsets.UTF_8));
        return request;
    }

    private static List<String> problems(String text, Consumer<Body> use) {
        var input = new Input(json(text), Map.of());
        var unreadable = catchThrowableOfType(ApiError.class, () -> use.accept(input.body()));
        return unreadable == null ? fields(input) : unreadable.details().stream().map(Detail::field).toList();
    }

    private static List<String> fields(Input input) {
        var refusal = catchThrowableOfType(ApiError.class, input::check);
        return refusal == null ? List.of() : refusal.details().stream().map(Detail::field).toList();
    }

    private static int status(MockHttpServletRequest request) {
        var refusal = catchThrowableOfType(ApiError.class, () -> new Input(request, Map.of()).body());
        return refusal == null ? 200 : refusal.status();
    }
}
