package dev.agentpairing.gateway.description;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import dev.agentpairing.gateway.security.Wanted;

/** Reads the descriptions of all things and makes one OpenAPI document of them. */
final class Description {

    private static final List<String> THINGS = List.of("pairing", "connection", "agent", "account", "deadletter", "health");

    private static final String OPERATOR = "/v1/admin/";

    private final Map<String, Object> rules = read("rules");
    private final Map<String, Object> schemas = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> paths = new LinkedHashMap<>();

    private final boolean hasOperator;

    private Description(boolean hasOperator) {
        this.hasOperator = hasOperator;
        THINGS.stream().map(Description::read).forEach(this::add);
        addSchemas(rules);
    }

    /** @param hasOperator without one, the paths of the operator do not exist (contract, section 1) */
    static Map<String, Object> document(boolean hasOperator) {
        return new Description(hasOperator).whole();
    }

    private void add(Map<String, Object> thing) {
        addSchemas(thing);
        part(thing, "endpoints").forEach((endpoint, said) -> {
            var words = endpoint.split(" ");
            if (!hasOperator && words[1].startsWith(OPERATOR)) {
                return;
            }
            var operation = new Operation(words[0], words[1], map(said), Wanted.by(words[0], words[1]), rules);
            paths.computeIfAbsent(words[1], path -> new LinkedHashMap<>())
                    .put(words[0].toLowerCase(), operation.described(thing.get("tag").toString()));
        });
    }

    private void addSchemas(Map<String, Object> thing) {
        schemas.putAll(part(thing, "values"));
        part(thing, "objects").forEach((name, fields) -> schemas.put(name, Shorthand.object(map(fields))));
    }

    private Map<String, Object> whole() {
        var document = new LinkedHashMap<String, Object>();
        document.put("openapi", "3.1.0");
        document.put("info", rules.get("info"));
        document.put("servers", List.of(Map.of("url", "/")));
        document.put("tags", THINGS.stream().map(Description::read)
                .map(thing -> Map.of("name", thing.get("tag"), "description", thing.get("about").toString().strip())).toList());
        document.put("paths", paths);
        document.put("components", Map.of("schemas", schemas, "parameters", parameters(), "headers", headers(),
                "securitySchemes", securitySchemes()));
        return document;
    }

    private Map<String, Object> parameters() {
        var parameters = new LinkedHashMap<String, Object>();
        part(rules, "requestHeaders").forEach((name, schema) ->
                parameters.put(name, Map.of("name", name, "in", "header", "required", false, "schema", schema)));
        return parameters;
    }

    private Map<String, Object> headers() {
        var headers = new LinkedHashMap<String, Object>();
        part(rules, "answerHeaders").forEach((name, schema) -> headers.put(name, Map.of("schema", schema)));
        return headers;
    }

    private Map<String, Object> securitySchemes() {
        var schemes = new LinkedHashMap<String, Object>();
        part(rules, "credentials").forEach((name, words) ->
                schemes.put(name, Map.of("type", "http", "scheme", "bearer", "description", words)));
        if (!hasOperator) {
            schemes.remove("operatorToken");
        }
        return schemes;
    }

    private static Map<String, Object> part(Map<String, Object> thing, String part) {
        return map(thing.getOrDefault(part, Map.of()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> read(String thing) {
        try (InputStream file = Description.class.getResourceAsStream("/openapi/" + thing + ".yml")) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(Objects.requireNonNull(file, thing));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
