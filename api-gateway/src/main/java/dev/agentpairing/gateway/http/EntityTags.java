package dev.agentpairing.gateway.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What If-Match or If-None-Match names (RFC 9110, section 13.1).
 *
 * @param any whether it is {@code *}
 * @param tags as they stand there, weak ones with their {@code W/}
 */
public record EntityTags(boolean any, List<String> tags) {

    private static final Pattern TAG = Pattern.compile("(W/)?\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\"");

    /** Null when the request has no such header. What is no entity tag in it is passed over, so it matches nothing. */
    public static @Nullable EntityTags in(HttpServletRequest request, String header) {
        if (request.getHeader(header) == null) {
            return null;
        }
        return parse(String.join(",", Collections.list(request.getHeaders(header))));
    }

    static EntityTags parse(String text) {
        var tags = new ArrayList<String>();
        var matcher = TAG.matcher(text);
        while (matcher.find()) {
            tags.add(matcher.group());
        }
        return new EntityTags(text.strip().equals("*"), List.copyOf(tags));
    }

    /** Weak comparison, as If-None-Match wants it. */
    public boolean nameWeakly(String etag) {
        return any || tags.stream().anyMatch(tag -> strip(tag).equals(strip(etag)));
    }

    /** For strong comparison, as If-Match wants it; null: whatever is there. */
    public static @Nullable List<String> required(HttpServletRequest request) {
        var given = in(request, "If-Match");
        return given == null || given.any ? null : given.tags.stream().filter(tag -> !tag.startsWith("W/")).toList();
    }

    private static String strip(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
