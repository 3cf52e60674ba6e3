package dev.agentpairing.gateway.security;

import java.security.MessageDigest;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.http.ApiError;

/** The operator's token opens {@code /v1/admin/**}; where none is set, there is nothing to open. */
@Component
class OperatorToken {

    private final String token;

    OperatorToken(@Value("${pairing.admin-token:}") String token) {
        this.token = token;
    }

    void require(@Nullable String presented) {
        if (token.isBlank()) {
            throw ApiError.noSuchPath();
        }
        // Hashes have one length, so that the comparison takes one time
        if (presented == null || !MessageDigest.isEqual(Secrets.digest(token), Secrets.digest(presented))) {
            throw ApiError.unauthorized();
        }
    }
}
