package dev.agentpairing.gateway.description;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON Schemas as the descriptions write them. A value is {@code text}, {@code count}, {@code flag} or the name of a schema, in brackets
 * for a list, with {@code |null} behind it where it may be null, and with words on it behind a semicolon; or it is a schema as it stands.
 * An object names its fields; one that may be left out has a question mark behind it.
 */
final class Shorthand {

    private static final Map<String, Map<String, Object>> WORDS = Map.of(
            "text", Map.of("type", "string"),
            "count", Map.of("type", "integer", "minimum", 0),
            "flag", Map.of("type", "boolean"));

    private Shorthand() {}

    static Map<String, Object> object(Map<?, ?> fields) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        fields.forEach((key, value) -> {
            var name = key.toString().replace("?", "");
            required.remove(name);
            if (name.equals(key)) {
                required.add(name);
            }
            properties.put(name, value(value));
        });
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> value(Object value) {
        if (value instanceof Map<?, ?> schema) {
            return (Map<String, Object>) schema;
        }
        var parts = value.toString().split(";", 2);
        var schema = new LinkedHashMap<>(type(parts[0].strip()));
        if (parts.length > 1) {
            schema.put("description", parts[1].strip());
        }
        return schema;
    }

    static Map<String, Object> reference(String kind, String name) {
        return Map.of("$ref", "#/components/" + kind + "/" + name);
    }

    private static Map<String, Object> type(String word) {
        if (word.endsWith("|null")) {
            return nullable(type(word.substring(0, word.length() - "|null".length())));
        }
        if (word.startsWith("[")) {
            return Map.of("type", "array", "items", type(word.substring(1, word.length() - 1)));
        }
        var plain = WORDS.get(word);
        return plain != null ? plain : reference("schemas", word);
    }

    private static Map<String, Object> nullable(Map<String, Object> schema) {
        return schema.get("type") instanceof String type
                ? Map.of("type", List.of(type, "null"))
                : Map.of("anyOf", List.of(schema, Map.of("type", "null")));
    }
}
