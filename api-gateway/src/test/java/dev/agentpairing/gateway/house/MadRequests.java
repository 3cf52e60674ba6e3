package dev.agentpairing.gateway.house;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Requests to what is described, each with a few things that are not as described. */
record MadRequests(Random random, List<UUID> ids, List<@Nullable String> credentials) {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static final List<String> HEADERS = List.of("Accept", "Content-Type", "Accept-Language", "X-Forwarded-For",
            "X-HTTP-Method-Override", "Forwarded", "Range", "Cookie", "Content-Encoding", "If-Modified-Since", "Prefer");

    private static final List<String> HEADER_VALUES = List.of(
            "", "*", "\"\"", "W/\"x\"", "x", ",", "text/html", "application/json", "application/json;charset=x", "AQAAAAAAAAAB",
            "AQ", "DELETE", "a".repeat(300), "application/*;q=0.5, */*;q=x", "gzip", "bytes=0-1", "\u00e9\u00ff", "application/xml",
            "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "a".repeat(5000), "for=\"_x\";proto=gopher");

    private static final List<String> TEXTS = List.of(
            "", "x", "both", "send_only", "pending", "a@b", "custom", "free", "audit", "\\u0000", "\\ud800",
            "\\udfff\\ud800", "😀", "\\n", "\\t", "Ω≈ç√∫", "̷̡̛̥", "\\u202e", "\\ufeff", "\\uffff", "İ", "ß", "' or 1=1 --",
            "${jndi:ldap://x}", "{{7*7}}", "../../etc/passwd", "<script>", "%00", "-1", "1e309", "null", "undefined",
            "a".repeat(300), "😀".repeat(1100), "x".repeat(70_000),
            "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "00000000-0000-4000-8000-00000000000٣", "2026-01-01T00:00:00Z", "0000-01-01T00:00:00+18:00",
            "9999-12-31T23:59:59-18:00", "2026-02-30T00:00:00Z", "2147483648", "9223372036854775808", "0x10", "٣", "1_000", "1.0");

    private static final List<String> SCALARS = List.of(
            "null", "true", "false", "0", "-1", "5", "1.5e400", "1e-999999", "9".repeat(900), "NaN", "-0.0", "01", "tru");

    /** @param path with query @param headers names and values in turn */
    record Mad(String method, String path, @Nullable String credential, @Nullable String body, String[] headers) {

        @Override
        public String toString() {
            return cut(method + " " + path + " " + String.join(" ", headers) + " " + body);
        }

        private static String cut(String text) {
            return text.length() < 2000 ? text : text.substring(0, 2000) + "…";
        }
    }

    Mad next() {
        var endpoint = oneOf(Described.PROGRAM.endpoints());
        while (endpoint.name().matches("POST /v1/(accounts|sessions)") && random.nextInt(20) > 0) { // slow on purpose
            endpoint = oneOf(Described.PROGRAM.endpoints());
        }
        var operation = endpoint.operation();
        var method = random.nextInt(20) == 0 ? oneOf(METHODS) : endpoint.method();
        var path = endpoint.pattern().getPatternString();
        while (path.contains("{")) {
            path = path.replaceFirst("\\{[^}]*}", random.nextInt(6) == 0 ? encoded(shortText()) : known());
        }
        var schema = operation.at("/requestBody/content/application~1json/schema");
        var body = schema.isMissingNode() && random.nextInt(10) > 0 ? null : body(schema);
        return new Mad(method, path + query(operation), oneOf(credentials), body, headers(operation));
    }

    private String query(JsonNode operation) {
        var parts = new ArrayList<String>();
        for (var parameter : parameters(operation, "query")) {
            int times = List.of(0, 1, 1, 1, 2).get(random.nextInt(5));
            for (int i = 0; i < times; i++) {
                parts.add(parameter.get("name").stringValue() + "=" + queryValue(parameter.get("schema")));
            }
        }
        if (random.nextInt(10) == 0) {
            parts.add(oneOf(List.of("x=1", "=", "&&", "%ff=1", "status", "limit%5B%5D=1", "as_of=%00", "a=b=c", "%c0%ae=%c0%ae")));
        }
        return parts.isEmpty() ? "" : parts.stream().collect(Collectors.joining("&", "?", ""));
    }

    private String queryValue(JsonNode schema) {
        var value = value(schema, 0);
        return random.nextInt(30) == 0 ? "%ff%fe%00" : encoded(value.startsWith("\"") ? value.substring(1, value.length() - 1) : value);
    }

    private String[] headers(JsonNode operation) {
        var headers = new ArrayList<String>();
        for (var parameter : parameters(operation, "header")) {
            if (random.nextInt(6) == 0) {
                headers.addAll(List.of(parameter.get("name").stringValue(), oneOf(HEADER_VALUES)));
            }
        }
        if (random.nextInt(6) == 0) {
            headers.addAll(List.of(oneOf(HEADERS), oneOf(HEADER_VALUES)));
        }
        return headers.toArray(String[]::new);
    }

    private static List<JsonNode> parameters(JsonNode operation, String in) {
        return operation.path("parameters").valueStream().map(Described.PROGRAM::resolve)
                .filter(parameter -> parameter.get("in").stringValue().equals(in)).toList();
    }

    private @Nullable String body(JsonNode schema) {
        return switch (random.nextInt(24)) {
            case 0 -> null;
            case 1 -> junk(0);
            case 2 -> object(schema, 0).substring(1);
            case 3 -> oneOf(List.of("", " ", "{", "[]", "{\"a\":1}{}", "{\"a\":1,}", "\u0000", "\ufeff{}", "{'a':1}", "{\"a\"}", "//", "{\"\\u0000\":1}"));
            case 4 -> "[".repeat(oneOf(List.of(50, 101, 20_000)));
            case 5 -> "{\"metadata\":".repeat(oneOf(List.of(50, 99, 5000))) + "1";
            default -> object(schema, 0);
        };
    }

    /** With the fields that are described, most of them good; some are missing, some doubled, some are others. */
    private String object(JsonNode reference, int depth) {
        var fields = new ArrayList<String>();
        for (var field : Described.PROGRAM.resolve(reference).path("properties").properties()) {
            int times = List.of(0, 1, 1, 1, 1, 1, 1, 2).get(random.nextInt(8));
            for (int i = 0; i < times; i++) {
                fields.add("\"" + field.getKey() + "\":" + value(field.getValue(), depth + 1));
            }
        }
        if (random.nextInt(4) == 0) {
            fields.add("\"" + oneOf(TEXTS) + "\":" + junk(depth + 1));
        }
        return fields.stream().collect(Collectors.joining(",", "{", "}"));
    }

    private String value(JsonNode reference, int depth) {
        var schema = Described.PROGRAM.resolve(reference);
        if (random.nextInt(5) == 0) {
            return junk(depth);
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size())).toString();
        }
        if (schema.has("const")) {
            return schema.get("const").toString();
        }
        if (schema.path("format").asString("").equals("uuid")) {
            return "\"" + known() + "\"";
        }
        return switch (schema.path("type").asString("string")) {
            case "integer" -> Integer.toString(random.nextInt(300) - 10);
            case "boolean" -> Boolean.toString(random.nextBoolean());
            case "array" -> "[" + value(schema.path("items"), depth + 1) + "]";
            case "object" -> object(schema, depth + 1);
            default -> schema.has("example") && random.nextBoolean() ? schema.get("example").toString() : "\"" + shortText() + "\"";
        };
    }

    private String junk(int depth) {
        return switch (random.nextInt(depth > 4 ? 4 : 7)) {
            case 0, 1 -> oneOf(SCALARS);
            case 2 -> "\"" + known() + "\"";
            case 4 -> "[" + junk(depth + 1) + "," + junk(depth + 1) + "]";
            case 5 -> "{\"" + shortText() + "\":" + junk(depth + 1) + "}";
            case 6 -> "[]";
            default -> "\"" + oneOf(TEXTS) + "\"";
        };
    }

    private String shortText() {
        var text = oneOf(TEXTS);
        return text.length() > 5000 ? "y" : text;
    }

    private String known() {
        var id = oneOf(ids).toString();
        return random.nextInt(8) == 0 ? id.toUpperCase() : id;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text.length() > 2000 ? text.substring(0, 2000) : text, UTF_8);
    }

    private <T extends @Nullable Object> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
