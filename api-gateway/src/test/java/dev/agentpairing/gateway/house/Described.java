package dev.agentpairing.gateway.house;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The description that the program gives of itself, as strict as can be: what it does not name must not be answered. Every answer
 * that the tests get is held against it.
 */
final class Described {

    /** As the program says at {@code /v3/api-docs}; all programs say the same. */
    static final Described PROGRAM = new Described();

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> NOT_OF_IT = List.of("/docs", "/v3/api-docs");

    private @Nullable Document document;

    private Described() {}

    /** An endpoint of it. @param operation what is said of it */
    record Endpoint(String method, PathPattern pattern, JsonNode operation) {

        String name() {
            return method + " " + pattern.getPatternString();
        }
    }

    private record Document(JsonNode root, List<Endpoint> endpoints, SchemaRegistry registry, Map<String, Schema> schemas) {}

    JsonNode root() {
        return document().root;
    }

    List<Endpoint> endpoints() {
        return document().endpoints;
    }

    /** What stands in its components instead of a reference. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? root().at(node.get("$ref").stringValue().substring(1)) : node;
    }

    /** Fails where the answer has something that is not described for it. */
    Answer check(String method, String path, Answer answer) {
        if (NOT_OF_IT.stream().anyMatch(path::startsWith)) {
            return answer;
        }
        var parsed = PathContainer.parsePath(path);
        var wanted = method.equals("HEAD") ? "GET" : method;
        var endpoint = endpoints().stream().filter(e -> e.method.equals(wanted) && e.pattern.matches(parsed)).findFirst();
        var problem = endpoint.isPresent() ? problem(endpoint.get(), answer) : problemOfNone(answer);
        assertThat(problem).as(() -> method + " " + path + " -> " + answer).isEmpty();
        return answer;
    }

    private String problem(Endpoint endpoint, Answer answer) {
        var status = Integer.toString(answer.status());
        var described = endpoint.operation.get("responses").get(status);
        if (described == null) {
            return "status " + status + " is not described";
        }
        for (var header : root().at("/components/headers").propertyNames()) {
            if (answer.header(header) != null && !described.path("headers").has(header)) {
                return "header " + header + " is not described";
            }
        }
        if (answer.body().isEmpty()) { // of a HEAD, or nothing has changed
            return "";
        }
        return invalid(endpoint.name() + " " + status, described.at("/content/application~1json/schema"), answer.json());
    }

    /** What is asked of no endpoint is refused in the one shape. */
    private String problemOfNone(Answer answer) {
        if (answer.body().isEmpty()) {
            return answer.status() < 400 ? "status " + answer.status() + " of no endpoint" : "";
        }
        return invalid("none", JSON.readTree("{\"$ref\":\"#/components/schemas/Error\"}"), answer.json());
    }

    /** Empty for what fits. @param name of the schema */
    String invalid(String name, JsonNode schema, JsonNode value) {
        var errors = document().schemas.computeIfAbsent(name, key -> {
            var whole = (ObjectNode) schema.deepCopy();
            whole.set("components", root().get("components"));
            return document().registry.getSchema(whole);
        }).validate(value);
        return errors.isEmpty() ? "" : errors.toString();
    }

    private synchronized Document document() {
        if (document == null) {
            var request = HttpRequest.newBuilder(URI.create(House.on(Database.H2).base() + "/v3/api-docs")).build();
            document = read(JSON.readTree(House.sendUnchecked(request).is(200).body()));
        }
        return document;
    }

    private static Document read(JsonNode root) {
        for (var schema : root.at("/components/schemas")) {
            if (schema.has("properties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        }
        var endpoints = new ArrayList<Endpoint>();
        for (var path : root.get("paths").properties()) {
            var pattern = PathPatternParser.defaultInstance.parse(path.getKey());
            for (var operation : path.getValue().properties()) {
                endpoints.add(new Endpoint(operation.getKey().toUpperCase(), pattern, operation.getValue()));
            }
        }
        endpoints.sort(Comparator.comparing(Endpoint::pattern)); // literal ones before those that would match them too
        return new Document(root, endpoints, SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12),
                new ConcurrentHashMap<>());
    }
}
