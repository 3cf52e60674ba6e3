package dev.agentpairing.gateway.http.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;

import dev.agentpairing.gateway.http.ApiError;

/**
 * A request under the key that its account gave it.
 *
 * @param fingerprint of method, path with query, and body
 */
record KeyedRequest(UUID accountId, String key, String fingerprint) {

    static final String HEADER = "Idempotency-Key";

    private static final int LONGEST_KEY = 255;

    static KeyedRequest of(UUID accountId, HttpServletRequest request, byte[] body) {
        return new KeyedRequest(accountId, key(request), fingerprint(request, body));
    }

    static String key(HttpServletRequest request) {
        var keys = Collections.list(request.getHeaders(HEADER));
        if (keys.size() != 1 || keys.getFirst().isEmpty() || keys.getFirst().length() > LONGEST_KEY) {
            throw ApiError.validation(HEADER, "must be there once, with 1 to " + LONGEST_KEY + " characters");
        }
        return keys.getFirst();
    }

    private static String fingerprint(HttpServletRequest request, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var line = request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString() + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
