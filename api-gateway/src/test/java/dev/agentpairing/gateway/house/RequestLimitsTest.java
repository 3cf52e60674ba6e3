package dev.agentpairing.gateway.house;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** That requests are bounded as the description says: what is just beyond a limit is named as bad, and what is at it is not. */
class RequestLimitsTest {

    private final House house = House.on(Database.H2);

    /** @param good whether the description allows it */
    record Case(Described.Endpoint endpoint, String field, boolean inBody, boolean good, @Nullable Object value) {

        @Override
        public String toString() {
            var text = String.valueOf(value);
            return endpoint.name() + " " + (good ? "good " : "bad ") + field + " " + text.substring(0, Math.min(40, text.length()));
        }
    }

    @ParameterizedTest
    @MethodSource("inBodies")
    void a_field_is_bounded_as_described(Case one) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        one.endpoint.operation().at("/requestBody/content/application~1json/example").properties()
                .forEach(field -> body.put(field.getKey(), field.getValue()));
        body.put(one.field, one.value);
        assertThat(named(send(one.endpoint, "", body)).contains(one.field)).as(one.toString()).isEqualTo(!one.good);
    }

    @ParameterizedTest
    @MethodSource("inQueries")
    void a_parameter_is_bounded_as_described(Case one) {
        var answer = send(one.endpoint, "?" + one.field + "=" + one.value, null);
        assertThat(named(answer).contains(one.field)).as(one.toString()).isEqualTo(!one.good);
    }

    @ParameterizedTest
    @MethodSource("required")
    void what_is_required_is_named_when_it_is_missing(Case one) {
        var answer = send(one.endpoint, "", one.inBody ? Map.of() : null);
        assertThat(named(answer)).contains(one.field);
    }

    private Answer send(Described.Endpoint endpoint, String query, @Nullable Object body) {
        var wanted = endpoint.operation().path("security").toString();
        var credential = wanted.contains("operatorToken") ? House.OPERATOR
                : wanted.contains("connectionToken") ? house.stranger().agentWithoutKey().text("connection_token")
                : house.stranger().credential();
        var path = endpoint.pattern().getPatternString().replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
        return house.send(endpoint.method(), path + query, credential, body);
    }

    private static List<String> named(Answer answer) {
        return answer.status() == 400 ? answer.at("/error/details").findValuesAsString("field") : List.of();
    }

    static Stream<Case> inBodies() {
        return withBody().flatMap(endpoint -> schema(endpoint).get("properties").properties().stream().flatMap(field ->
                values(described(field.getValue())).map(value ->
                        new Case(endpoint, field.getKey(), true, value.good, value.value))));
    }

    static Stream<Case> inQueries() {
        return parameters().flatMap(one -> {
            var schema = described(one.parameter.get("schema"));
            var each = schema.path("type").asString("").equals("array") ? described(schema.get("items")) : schema;
            return values(each).filter(value -> value.value instanceof String || value.value instanceof Integer)
                    .filter(value -> !value.value.equals(5) || each.path("type").asString("").equals("integer"))
                    .map(value -> new Case(one.endpoint, one.parameter.get("name").stringValue(), false, value.good, value.value));
        });
    }

    static Stream<Case> required() {
        return Stream.concat(
                withBody().flatMap(endpoint -> schema(endpoint).path("required").valueStream()
                        .map(field -> new Case(endpoint, field.stringValue(), true, false, null))),
                parameters().filter(one -> one.parameter.path("required").asBoolean(false))
                        .map(one -> new Case(one.endpoint, one.parameter.get("name").stringValue(), false, false, null)));
    }

    private record Value(boolean good, Object value) {}

    /** What the schema just allows, and what it just does not. */
    private static Stream<Value> values(JsonNode schema) {
        var values = new ArrayList<Value>();
        var type = schema.path("type").asString("string");
        values.add(new Value(type.equals("integer"), 5));
        if (schema.has("maxLength") && !schema.has("pattern")) {
            int most = schema.get("maxLength").intValue();
            values.add(new Value(true, "\u00e9".repeat(most)));
            values.add(new Value(false, "\u00e9".repeat(most + 1)));
        }
        if (schema.has("minLength")) {
            values.add(new Value(false, "x".repeat(schema.get("minLength").intValue() - 1)));
        }
        if (schema.has("minItems")) {
            values.add(new Value(false, List.of()));
        }
        if (schema.has("maximum")) {
            values.add(new Value(true, schema.get("maximum").intValue()));
            values.add(new Value(false, schema.get("maximum").intValue() + 1));
            values.add(new Value(false, schema.get("minimum").intValue() - 1));
        }
        schema.path("enum").forEach(word -> values.add(new Value(true, word.stringValue())));
        if (schema.has("enum") || schema.has("const") || schema.has("pattern") || schema.has("format")) {
            values.add(new Value(false, "no%20such%20word"));
        }
        if (schema.path("const").isString()) {
            values.add(new Value(true, schema.get("const").stringValue()));
        }
        if (schema.has("example") && !type.equals("object")) {
            values.add(new Value(true, schema.get("example").stringValue()));
        }
        return values.stream();
    }

    private record Parameter(Described.Endpoint endpoint, JsonNode parameter) {}

    private static Stream<Parameter> parameters() {
        return Described.PROGRAM.endpoints().stream().flatMap(endpoint -> endpoint.operation().path("parameters").valueStream()
                .map(Described.PROGRAM::resolve).filter(parameter -> parameter.get("in").stringValue().equals("query"))
                .map(parameter -> new Parameter(endpoint, parameter)));
    }

    private static Stream<Described.Endpoint> withBody() {
        return Described.PROGRAM.endpoints().stream().filter(endpoint -> endpoint.operation().has("requestBody"));
    }

    private static JsonNode schema(Described.Endpoint endpoint) {
        return described(endpoint.operation().at("/requestBody/content/application~1json/schema"));
    }

    private static JsonNode described(JsonNode schema) {
        return Described.PROGRAM.resolve(schema);
    }
}
