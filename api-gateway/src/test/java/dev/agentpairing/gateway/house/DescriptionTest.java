package dev.agentpairing.gateway.house;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The description at /v3/api-docs. That answers are as it says is seen by all tests: their client holds every answer against it. */
class DescriptionTest {

    private final House house = House.on(Database.H2);
    private final Described described = Described.PROGRAM;

    @Test
    void it_is_open_api_3_1_and_needs_no_credential() {
        var answer = house.send("GET", "/v3/api-docs", null, null).is(200);
        assertThat(answer.text("openapi")).startsWith("3.1");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
    }

    @Test
    void it_is_the_same_in_every_language() {
        var english = house.send("GET", "/v3/api-docs", null, null).body();
        assertThat(house.send("GET", "/v3/api-docs", null, null, "Accept-Language", "tr").body()).isEqualTo(english);
    }

    @Test
    void every_mapped_endpoint_is_described_and_every_described_one_is_mapped() {
        assertThat(endpoints().map(Described.Endpoint::name)).containsExactlyInAnyOrderElementsOf(house.endpoints());
        assertThat(endpoints().filter(endpoint -> !endpoint.operation().has("summary"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void an_endpoint_says_who_may_call_it_and_how_it_refuses(Described.Endpoint endpoint) {
        var operation = endpoint.operation();
        var answers = operation.get("responses").propertyNames();
        assertThat(answers).contains("400", "406", "500", "503");
        assertThat(answers.contains("401")).isEqualTo(!operation.path("security").isEmpty() || endpoint.name().endsWith("/sessions"));
        assertThat(operation.get("operationId").stringValue()).matches("[a-z][A-Za-z]+");
        assertThat(endpoint.pattern().getPatternString().contains("{")).isEqualTo(parameters(operation, "path").count() > 0);
    }

    @Test
    void no_two_endpoints_have_one_name() {
        assertThat(endpoints().map(endpoint -> endpoint.operation().get("operationId").stringValue())).doesNotHaveDuplicates();
    }

    @Test
    void every_reference_leads_somewhere() {
        assertThat(described.root().findValuesAsString("$ref")).isNotEmpty()
                .allSatisfy(reference -> assertThat(described.root().at(reference.substring(1)).isMissingNode()).isFalse());
    }

    @Test
    void every_schema_is_used() {
        var used = Set.copyOf(described.root().findValuesAsString("$ref"));
        assertThat(described.root().at("/components/schemas").propertyNames())
                .allSatisfy(name -> assertThat(used).contains("#/components/schemas/" + name));
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void the_example_of_a_body_is_as_described(Described.Endpoint endpoint) {
        var content = endpoint.operation().at("/requestBody/content/application~1json");
        assertThat(content.get("example")).isNotNull();
        assertThat(described.invalid("body of " + endpoint.name(), content.get("schema"), content.get("example"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void the_examples_of_its_refusals_are_as_described(Described.Endpoint endpoint) {
        for (var response : endpoint.operation().get("responses").properties()) {
            var content = response.getValue().at("/content/application~1json");
            content.path("examples").forEach(example -> assertThat(described.invalid(
                    endpoint.name() + " " + response.getKey(), content.get("schema"), example.get("value"))).isEmpty());
        }
    }

    @Test
    void a_scope_is_told_where_one_is_needed() {
        var security = endpoints().filter(e -> e.name().equals("GET /v1/check")).findFirst().orElseThrow().operation().get("security");
        assertThat(security.toString()).isEqualTo("[{\"apiKey\":[\"pairings:read\"]},{\"session\":[\"pairings:read\"]}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/check", "/v1/accounts"})
    void an_answer_with_a_status_that_is_not_described_is_found(String path) {
        assertThatThrownBy(() -> described.check("POST", path, answer(418, "{}"))).isInstanceOf(AssertionError.class);
    }

    @Test
    void an_answer_with_a_field_or_a_code_that_is_not_described_is_found() {
        var refusal = "{\"error\":{\"code\":\"%s\",\"message\":\"m\",\"status\":404,\"request_id\":\"r\"%s}}";
        var path = "/v1/agents/" + house.stranger().id();
        described.check("GET", path, answer(404, refusal.formatted("NOT_FOUND", "")));
        assertThatThrownBy(() -> described.check("GET", path, answer(404, refusal.formatted("AGENT_NOT_FOUND", ""))))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> described.check("GET", path, answer(404, refusal.formatted("NOT_FOUND", ",\"cause\":\"x\""))))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> described.check("GET", "/livez", answer(200, "{\"status\":\"ok\",\"since\":1}")))
                .isInstanceOf(AssertionError.class);
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, HttpHeaders.of(Map.of(), (name, value) -> true), body);
    }

    private Stream<JsonNode> parameters(JsonNode operation, String in) {
        var found = new ArrayList<JsonNode>();
        operation.path("parameters").forEach(parameter -> found.add(described.resolve(parameter)));
        return found.stream().filter(parameter -> parameter.get("in").stringValue().equals(in));
    }

    static Stream<Described.Endpoint> endpoints() {
        return Described.PROGRAM.endpoints().stream();
    }

    static List<Described.Endpoint> withBody() {
        return endpoints().filter(endpoint -> endpoint.operation().has("requestBody")).toList();
    }
}
