package dev.agentpairing.gateway.http.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.gateway.http.Json;

/** Reads the body of a request as one JSON object: at most 64 KiB, in UTF-8, announced as JSON. */
public final class BodyReader {

    static final int LARGEST = 64 * 1024;

    private BodyReader() {}

    /** Null when there is no body at all. */
    static @Nullable ObjectNode read(HttpServletRequest request, Problems problems) {
        var bytes = bytes(request, problems);
        if (bytes.length == 0) {
            return null;
        }
        checkType(request.getContentType());
        try {
            if (Json.MAPPER.readTree(text(bytes)) instanceof ObjectNode fields) {
                return fields;
            }
        } catch (CharacterCodingException e) {
            throw problems.with("body", "must be encoded in UTF-8");
        } catch (JacksonException e) {
            throw problems.with("body", "must be well-formed JSON that is not nested too deeply");
        }
        throw problems.with("body", "must be a JSON object");
    }

    /** The body as it came. */
    public static byte[] bytes(HttpServletRequest request) {
        return bytes(request, new Problems());
    }

    private static byte[] bytes(HttpServletRequest request, Problems problems) {
        long told = request.getContentLengthLong();
        if (told > LARGEST) {
            throw ApiError.ofStatus(413);
        }
        try { // told a length below 16 KiB, it takes an array of that length; else it begins with one of 16 KiB
            var bytes = request.getInputStream().readNBytes(told < 0 ? LARGEST + 1 : (int) told);
            if (bytes.length > LARGEST) {
                throw ApiError.ofStatus(413);
            }
            return bytes;
        } catch (IOException e) {
            throw problems.with("body", "could not be read to its end");
        }
    }

    /** Not left to the JSON parser, which would also take UTF-16 and mend what is broken. */
    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static void checkType(@Nullable String contentType) {
        try {
            var type = contentType == null ? null : MediaType.parseMediaType(contentType);
            if (type != null && type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8))) {
                return;
            }
        } catch (InvalidMediaTypeException e) {
            throw ApiError.ofStatus(415);
        }
        throw ApiError.ofStatus(415);
    }
}
