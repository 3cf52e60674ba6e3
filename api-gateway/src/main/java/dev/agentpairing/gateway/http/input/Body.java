package dev.agentpairing.gateway.http.input;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.agentpairing.gateway.http.Json;

/** The fields of a request body. What is bad is noted, and answered with a stand-in until {@link Input#check()}. */
public final class Body {

    private static final String MISSING = "is required";
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");

    private final @Nullable ObjectNode fields;
    private final Problems problems;

    Body(@Nullable ObjectNode fields, Problems problems) {
        this.fields = fields;
        this.problems = problems;
    }

    /** Of a call whose fields are all optional. */
    public Body required() {
        if (fields == null) {
            problems.add("body", "is required");
        }
        return this;
    }

    public String text(String field, int min, int max) {
        var text = optionalText(field, min, max);
        return text != null ? text : missing(field, "");
    }

    public @Nullable String optionalText(String field, int min, int max) {
        var value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            return wrong(field, "must be a text");
        }
        var problem = Texts.problem(value.stringValue(), min, max);
        return problem == null ? value.stringValue() : wrong(field, problem);
    }

    /** An e-mail address of at most 256 characters. */
    public String email(String field) {
        var text = optionalText(field, 0, 256);
        if (text == null) {
            return missing(field, "");
        }
        if (!isEmail(text)) {
            problems.add(field, "must be an e-mail address");
        }
        return text;
    }

    /** Whether it has the form of an e-mail address. */
    public static boolean isEmail(String text) {
        return EMAIL.matcher(text).matches();
    }

    public UUID id(String field) {
        var text = optionalText(field, 0, Integer.MAX_VALUE);
        if (text == null) {
            return missing(field, Ids.NONE);
        }
        var id = Ids.parse(text);
        return id != null ? id : bad(field, Ids.RULE, Ids.NONE);
    }

    public @Nullable Boolean optionalBoolean(String field) {
        var value = value(field);
        if (value != null && !value.isBoolean()) {
            problems.add(field, "must be true or false");
        }
        return value == null ? null : Boolean.valueOf(value.isBoolean() && value.booleanValue());
    }

    /** One of some words. */
    public <T> @Nullable T optionalChoice(String field, Map<String, T> choices) {
        var text = optionalText(field, 0, Integer.MAX_VALUE);
        if (text != null && !choices.containsKey(text)) {
            problems.add(field, "must be one of " + String.join(", ", choices.keySet()));
        }
        return text == null ? null : choices.get(text);
    }

    /** Some of some words, at least one; null when nothing is said. */
    public <T> @Nullable List<T> optionalChoices(String field, Map<String, T> choices) {
        var value = value(field);
        if (value == null) {
            return null;
        }
        var chosen = new ArrayList<T>();
        for (var word : value) {
            if (value.isArray() && word.isString() && choices.containsKey(word.stringValue())) {
                chosen.add(choices.get(word.stringValue()));
            }
        }
        if (chosen.isEmpty() || chosen.size() != value.size()) {
            problems.add(field, "must be a list of at least one of " + String.join(", ", choices.keySet()));
        }
        return chosen;
    }

    /** A JSON object in compact form. @param largest in bytes */
    public @Nullable String optionalObject(String field, int largest) {
        var value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            return wrong(field, "must be a JSON object");
        }
        var problem = Texts.problem(value);
        if (problem != null) {
            return wrong(field, problem);
        }
        var compact = Json.MAPPER.writeValueAsBytes(value);
        return compact.length <= largest
                ? new String(compact, StandardCharsets.UTF_8)
                : wrong(field, "must have at most " + largest + " bytes as compact JSON");
    }

    /** Notes what only the caller of this can see to be wrong. */
    public void reject(String field, String message) {
        problems.add(field, message);
    }

    /** Notes that a field is missing, unless something is there that was noted to be wrong. */
    public void require(String field) {
        missing(field, "");
    }

    /** The words of an enumeration as the contract writes them. */
    public static <E extends Enum<E>> Map<String, E> words(E[] values) {
        var words = new LinkedHashMap<String, E>();
        for (var value : values) {
            words.put(Json.word(value), value);
        }
        return words;
    }

    private @Nullable JsonNode value(String field) {
        var value = fields == null ? null : fields.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private @Nullable String wrong(String field, String message) {
        problems.add(field, message);
        return null;
    }

    private <T> T bad(String field, String message, T standIn) {
        problems.add(field, message);
        return standIn;
    }

    /** Only once: a field of the wrong form has been named already. */
    private <T> T missing(String field, T standIn) {
        if (value(field) == null) {
            problems.add(field, MISSING);
        }
        return standIn;
    }
}
