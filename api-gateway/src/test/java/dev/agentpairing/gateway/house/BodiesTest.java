package dev.agentpairing.gateway.house;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Contract, section 1, "Bodies": what is read as JSON, and what is refused as malformed. */
class BodiesTest {

    private final Account account = House.on(Database.H2).stranger();

    @ParameterizedTest
    @ValueSource(strings = {
        " ", "{", "}", "{]", "[]", "[{}]", "null", "true", "5", "\"x\"", "{} {}", "{},", "{\"a\":}", "{\"a\":1,}", "{a:1}",
        "{'a':1}",
        "{\"a\":01}", "{\"a\":NaN}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":\"\t\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}",
        "// x\n{}",
        "{/**/}", "\u0000", "{}\u0000", "\uFEFF{", "<a/>", "{\"a\":1e}", "{\"a\":tru}", "a=b"})
    void what_is_no_json_object_is_malformed(String body) {
        account.post("/v1/agents/register", body).isRefusedFor("body");
    }

    static Stream<Arguments> large() {
        return Stream.of(
                arguments("arrays", "{\"metadata\":" + "[".repeat(20_000)),
                arguments("closed arrays", "{\"metadata\":" + "[".repeat(9_000) + "]".repeat(9_000) + "}"),
                arguments("objects", "{\"metadata\":" + "{\"a\":".repeat(9_000) + "1" + "}".repeat(9_000) + "}"),
                arguments("in a field that nobody reads", "{\"x\":" + "[".repeat(9_000) + "]".repeat(9_000) + "}"),
                arguments("digits", "{\"metadata\":" + "9".repeat(60_000) + "}"),
                arguments("decimals", "{\"metadata\":0." + "9".repeat(60_000) + "}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("large")
    void what_is_nested_too_deeply_or_too_long_is_malformed(String what, String body) {
        account.post("/v1/agents/register", body).isRefusedFor("body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "1E+2147483647", "123456789012345678901234567890.5"})
    void a_huge_number_is_kept_as_metadata_and_wrong_anywhere_else(String number) {
        account.post("/v1/agents/register", "{\"agent_id\":" + number + "}").isRefusedFor("agent_id");
        var body = "{\"agent_id\":\"%s\",\"public_key\":\"%s\",\"metadata\":{\"n\":%s}}";
        var agent = account.post("/v1/agents/register", body.formatted(House.fresh("a"), Account.newPublicKey(), number)).is(201);
        assertThat(account.get("/v1/agents/" + agent.id()).is(200).body()).isEqualTo(agent.body());
    }

    static Stream<Arguments> bytes() {
        var body = "{\"agent_id\":\"é\"}";
        return Stream.of(
                arguments("Latin 1", body.getBytes(ISO_8859_1)),
                arguments("UTF-16", body.getBytes(UTF_16)),
                arguments("UTF-16 without a mark", body.getBytes(UTF_16LE)),
                arguments("a lone continuation", new byte[] {'{', '"', (byte) 0x80, '"', ':', '1', '}'}),
                arguments("an overlong slash", new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'}),
                arguments("a surrogate", new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bytes")
    void what_is_not_in_utf_8_is_malformed(String what, byte[] body) {
        account.post("/v1/agents/register", body).isRefusedFor("body");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\\u0000", "\\u0001", "\\t", "\\b", "\\u001f", "\\u007f", "\\u0085", "\\ud800", "\\udc00", "\\udc00\\ud800"})
    void control_characters_and_halves_of_characters_are_malformed_in_a_text(String character) {
        account.post("/v1/api-keys", "{\"name\":\"a" + character + "b\"}").isRefusedFor("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\n", "\\r\\n", "\\ud83d\\ude00", "\\u2028", "\\u200b", "\\ufffe", "\\u202e"})
    void line_breaks_and_other_characters_are_kept(String characters) {
        var name = account.post("/v1/api-keys", "{\"name\":\"a" + characters + "b\"}").is(201).text("name");
        assertThat(account.get("/v1/api-keys").is(200).at("/keys").findValuesAsString("name")).contains(name);
    }

    @Test
    void a_call_without_a_body_misses_every_required_field() {
        account.post("/v1/agents/register", null).isRefusedFor("agent_id");
        account.post("/v1/connections", null).isRefusedFor("email");
    }

    @Test
    void calls_that_take_no_body_ignore_what_is_sent() {
        var agent = account.agent();
        account.post("/v1/agents/" + agent + "/disconnect", "{nonsense", "Content-Type", "text/plain").is(200);
    }

    @Test
    void a_field_that_is_there_twice_does_no_harm() {
        var answer = account.post("/v1/api-keys", "{\"name\":\"one\",\"name\":\"two\"}");
        assertThat(answer.status()).isIn(201, 400);
    }

    @Test
    void what_a_caller_sends_is_not_taken_for_sql() {
        var name = "'; drop table view_agent; --";
        var agent = account.post("/v1/agents/register", Map.of("agent_id", House.fresh("a"), "name", name)).is(201);
        assertThat(account.get("/v1/agents/" + agent.id()).is(200).text("name")).isEqualTo(name);
    }
}
