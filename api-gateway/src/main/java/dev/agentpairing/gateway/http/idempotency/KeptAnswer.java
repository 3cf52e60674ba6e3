package dev.agentpairing.gateway.http.idempotency;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ContentCachingResponseWrapper;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.messages.Refusal;

/**
 * An answer that is given again.
 *
 * @param headers one a line; what a first answer tells beside its body
 */
record KeptAnswer(int status, String headers, byte[] body) {

    static final String REPLAYED = "Idempotent-Replayed";

    private static final List<String> HEADERS = List.of("X-Consistency-Token", "ETag", "Location", "Retry-After");

    /** The refusals that the sections of the endpoints name; those of section 1 are about this one try. */
    private static final Set<String> KEPT_REFUSALS =
            EnumSet.complementOf(EnumSet.of(Refusal.UNAUTHORIZED, Refusal.PRECONDITION_FAILED, Refusal.UNAVAILABLE))
                    .stream().map(Refusal::name).collect(Collectors.toUnmodifiableSet());

    /** Contract, section 1: "kept are 2xx and the refusals that the endpoint's own section names". */
    static boolean isWorthKeeping(HttpServletRequest request, int status) {
        return status >= 200 && status < 300
                || request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) != null
                && request.getAttribute(ApiError.class.getName()) instanceof ApiError error && KEPT_REFUSALS.contains(error.code());
    }

    static KeptAnswer of(ContentCachingResponseWrapper answer) {
        var headers = HEADERS.stream().filter(answer::containsHeader)
                .map(name -> name + ": " + answer.getHeader(name)).collect(Collectors.joining("\n"));
        return new KeptAnswer(answer.getStatus(), headers, WithoutSecrets.of(answer.getContentAsByteArray()));
    }

    void writeTo(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.lines().map(line -> line.split(": ", 2)).forEach(header -> response.setHeader(header[0], header[1]));
        response.setHeader(REPLAYED, "true");
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
