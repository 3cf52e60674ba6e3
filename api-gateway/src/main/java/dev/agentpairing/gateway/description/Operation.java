package dev.agentpairing.gateway.description;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.agentpairing.gateway.security.Wanted;

import static dev.agentpairing.gateway.description.Shorthand.reference;

/**
 * One endpoint in the form of OpenAPI: what its description says, and what the contract's rules for every endpoint add to it.
 *
 * @param path as it is mapped
 * @param said by its description
 * @param rules the description of what holds for all
 */
record Operation(String method, String path, Map<String, Object> said, Wanted wanted, Map<String, Object> rules) {

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    Map<String, Object> described(String tag) {
        var operation = new LinkedHashMap<String, Object>();
        operation.put("tags", List.of(tag));
        operation.put("summary", text("summary"));
        operation.put("operationId", Names.camelCase(text("summary")));
        operation.put("description", String.join(" ", text("about"), wanted.words()).strip());
        operation.put("security", wanted.credentials().stream().map(name -> Map.of(name, wanted.scopes())).toList());
        operation.put("parameters", parameters());
        if (hasBody()) {
            operation.put("requestBody", requestBody());
        }
        operation.put("responses", responses());
        return operation;
    }

    private List<Map<String, Object>> parameters() {
        var parameters = new ArrayList<Map<String, Object>>();
        PARAMETER.matcher(path).results().forEach(found ->
                parameters.add(parameter("path", found.group(1), true, reference("schemas", "Id"))));
        part("query").forEach((key, value) -> {
            var name = key.replace("!", "");
            var many = value instanceof Map<?, ?> map ? map.get("repeatable") : null;
            var schema = many == null ? Shorthand.value(value) : Map.of("type", "array", "items", Shorthand.value(many));
            parameters.add(parameter("query", name, !name.equals(key), schema));
        });
        requestHeaders().forEach(name -> parameters.add(reference("parameters", name)));
        return parameters;
    }

    private static Map<String, Object> parameter(String in, String name, boolean required, Map<String, ?> schema) {
        return Map.of("name", name, "in", in, "required", required, "schema", schema);
    }

    private List<String> requestHeaders() {
        var names = new ArrayList<>(named("headers"));
        if (isKeyed()) {
            names.add("Idempotency-Key");
        }
        if (isRead() && isOfTheApi()) {
            names.add("X-Consistency-Token");
        }
        names.add("X-Request-Id");
        return names;
    }

    private Map<String, Object> requestBody() {
        var body = text("body").split(", ");
        var content = new LinkedHashMap<String, Object>(Map.of("schema", reference("schemas", body[0])));
        content.put("example", said.get("example"));
        return Map.of("required", body.length == 1, "content", Map.of("application/json", content));
    }

    private Map<String, Object> responses() {
        var answer = text("answer").split(" ");
        var responses = new TreeMap<String, Object>();
        responses.put(answer[0], Map.of("description", text("summary"), "headers", answerHeaders(),
                "content", Map.of("application/json", Map.of("schema", reference("schemas", answer[1])))));
        if (named("headers").contains("If-None-Match")) {
            responses.put("304", Map.of("description", "Nothing has changed since", "headers", answerHeaders()));
        }
        new Refused(this).byStatus().forEach((status, codes) -> responses.put(status, refusal(status, codes)));
        return responses;
    }

    private Map<String, Object> answerHeaders() {
        var names = new ArrayList<>(generalHeaders());
        if (named("headers").contains("If-None-Match")) {
            names.add("ETag");
        }
        if (tellsItsToken()) {
            names.add("X-Consistency-Token");
        }
        if (isKeyed()) {
            names.add("Idempotent-Replayed");
        }
        return headers(names);
    }

    private Map<String, Object> refusal(String status, Map<String, String> codes) {
        var names = new ArrayList<>(generalHeaders());
        switch (status) {
            case "401" -> names.add("WWW-Authenticate");
            case "409", "429", "503" -> names.add("Retry-After");
            default -> { }
        }
        if (status.equals("503") && tellsItsToken()) { // what was done is stored, and only the answer to it could not be read
            names.add("X-Consistency-Token");
        }
        if (isKeyed()) {
            names.add("Idempotent-Replayed");
        }
        var code = Map.of("properties", Map.of("error", Map.of("properties", Map.of("code", Map.of("enum", List.copyOf(codes.keySet()))))));
        var words = new ArrayList<String>();
        codes.forEach((name, when) -> words.add("`" + name + "`: " + when));
        return Map.of("description", String.join("; ", words), "headers", headers(names), "content", Map.of("application/json", Map.of(
                "schema", Map.of("allOf", List.of(reference("schemas", "Error"), code)), "examples", examples(status, codes))));
    }

    private static Map<String, Object> examples(String status, Map<String, String> codes) {
        var examples = new LinkedHashMap<String, Object>();
        codes.forEach((code, when) -> {
            var error = new LinkedHashMap<String, Object>();
            error.put("code", code);
            error.put("message", when);
            error.put("status", Integer.valueOf(status));
            error.put("request_id", "b7c1c0de-0b2f-4c8e-9f0e-6f0d3c2a1b00");
            if (code.equals("VALIDATION_ERROR")) {
                error.put("details", List.of(Map.of("field", "permission", "message", "must be one of both, send_only, receive_only")));
            }
            examples.put(code, Map.of("value", Map.of("error", error)));
        });
        return examples;
    }

    private List<String> generalHeaders() {
        return wanted.isAccount() ? List.of("X-Request-Id", "RateLimit", "RateLimit-Policy") : List.of("X-Request-Id");
    }

    private static Map<String, Object> headers(List<String> names) {
        var headers = new LinkedHashMap<String, Object>();
        names.forEach(name -> headers.put(name, reference("headers", name)));
        return headers;
    }

    boolean isOfTheApi() {
        return path.startsWith("/v1/");
    }

    boolean isRead() {
        return method.equals("GET");
    }

    private boolean tellsItsToken() {
        return !isRead() && !said.containsKey("untold");
    }

    boolean hasBody() {
        return said.containsKey("body");
    }

    boolean hasParameter() {
        return path.contains("{");
    }

    /** Whether it heeds an idempotency key. */
    boolean isKeyed() {
        return wanted.isAccount() && !isRead() && !method.equals("PUT");
    }

    @SuppressWarnings("unchecked")
    List<String> named(String part) {
        return (List<String>) said.getOrDefault(part, List.of());
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> part(String part) {
        return (Map<String, Object>) said.getOrDefault(part, Map.of());
    }

    private String text(String part) {
        return said.getOrDefault(part, "").toString();
    }
}
