package dev.agentpairing.gateway.http.input;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.gateway.http.Detail;

/** What is wrong with a query string that the web server does not take apart: it does not say what it stumbled over. */
final class UnreadableQuery {

    private static final Detail AS_A_WHOLE =
            new Detail("query", "must be parameters that each have a name, not too many of them, in percent-encoded UTF-8");

    private UnreadableQuery() {}

    /** The parameters that cannot be decoded; the whole where a name cannot, or something else is wrong. */
    static List<Detail> problems(@Nullable String query) {
        var bad = Stream.ofNullable(query).flatMap(whole -> Stream.of(whole.split("&"))).map(parameter -> parameter.split("=", 2))
                .filter(parts -> Stream.of(parts).anyMatch(part -> decoded(part) == null))
                .map(parts -> problem(decoded(parts[0]))).distinct().toList();
        return bad.isEmpty() ? List.of(AS_A_WHOLE) : bad;
    }

    private static Detail problem(@Nullable String name) {
        return name == null || name.isEmpty() ? AS_A_WHOLE : new Detail(name, "must be in percent-encoded UTF-8");
    }

    /** Null for what is broken. In Latin-1 each escape is a byte; what the bytes say in UTF-8 is another question. */
    private static @Nullable String decoded(String text) {
        try {
            var bytes = URLDecoder.decode(text, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return null;
        }
    }
}
