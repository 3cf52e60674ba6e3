package dev.agentpairing.gateway.house;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What the program answered. */
record Answer(int status, HttpHeaders headers, String body) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Answer of(HttpResponse<byte[]> response) {
        return new Answer(response.statusCode(), response.headers(), new String(response.body(), StandardCharsets.UTF_8));
    }

    Answer is(int wanted) {
        assertThat(status).as(body).isEqualTo(wanted);
        return this;
    }

    /** That it is a refusal in the one shape of section 1, which tells nothing of what is inside. */
    Answer isRefused(int wanted, String code) {
        assertThat(status + " " + code()).as(body).isEqualTo(wanted + " " + code);
        assertThat(header("Content-Type")).isEqualTo("application/json");
        assertThat(at("/error/status").intValue()).isEqualTo(wanted);
        assertThat(at("/error/request_id").stringValue()).isEqualTo(header("X-Request-Id")).isNotEmpty();
        assertThat(at("/error/message").stringValue()).isNotBlank();
        assertThat(json().propertyNames()).containsExactly("error");
        var names = List.of("code", "message", "status", "request_id");
        assertThat(at("/error").propertyNames()).containsExactlyElementsOf(
                code.equals("VALIDATION_ERROR") ? List.of("code", "message", "status", "request_id", "details") : names);
        assertThat(body).doesNotContain("Exception", "dev.agentpairing", "org.", "java.", "\\tat ", "select ", "insert ");
        return this;
    }

    /** That exactly these fields are named as bad. */
    Answer isRefusedFor(String... fields) {
        isRefused(400, "VALIDATION_ERROR");
        assertThat(at("/error/details").findValuesAsString("field")).as(body).containsExactlyInAnyOrder(fields);
        assertThat(at("/error/details").findValuesAsString("message")).as(body).noneMatch(String::isBlank);
        return this;
    }

    JsonNode json() {
        return JSON.readTree(body);
    }

    /** @param pointer as in RFC 6901 */
    JsonNode at(String pointer) {
        return json().at(pointer);
    }

    String text(String field) {
        return json().get(field).stringValue();
    }

    UUID id() {
        return UUID.fromString(text("id"));
    }

    String code() {
        return body.isEmpty() ? "" : at("/error/code").asString("");
    }

    @Nullable String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    String etag() {
        return headers.firstValue("ETag").orElseThrow();
    }

    /** How often each status and code was answered. */
    static Map<String, Long> tally(List<Answer> answers) {
        return answers.stream().collect(Collectors.groupingBy(Answer::statusAndCode, Collectors.counting()));
    }

    private String statusAndCode() {
        return status + " " + (status < 400 ? "" : code());
    }
}
