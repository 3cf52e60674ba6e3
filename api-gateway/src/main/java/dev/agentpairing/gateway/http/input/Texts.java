package dev.agentpairing.gateway.http.input;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a text may consist of (contract, section 1, "Bodies"). */
final class Texts {

    private Texts() {}

    /** What is wrong with it, or null. Lengths count code points. */
    static @Nullable String problem(String text, int min, int max) {
        var problem = problem(text);
        if (problem != null) {
            return problem;
        }
        int length = text.codePointCount(0, text.length());
        if (length >= min && length <= max) {
            return null;
        }
        return min > 0 ? "must have " + min + " to " + max + " characters" : "must have at most " + max + " characters";
    }

    static @Nullable String problem(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\r') {
                return "must not contain control characters other than line breaks";
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return "must be well-formed Unicode";
                }
                i++;
            }
        }
        return null;
    }

    /** The same for every name and text within a JSON value. */
    static @Nullable String problem(JsonNode value) {
        if (value.isString()) {
            return problem(value.stringValue());
        }
        for (var entry : value.properties()) {
            var problem = problem(entry.getKey());
            if (problem != null) {
                return problem;
            }
        }
        for (var child : value) {
            var problem = problem(child);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }
}
