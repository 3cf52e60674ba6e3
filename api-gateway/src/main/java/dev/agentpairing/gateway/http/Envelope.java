package dev.agentpairing.gateway.http;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The one shape of every error (contract, section 1). */
public record Envelope(Content error) {

    record Content(
            String code,
            String message,
            int status,
            String requestId,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Detail> details,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<?> candidates) {}

    /** Answers with {@code error}, whatever the caller would like to accept; who is asked later finds it in the request. */
    public static void write(ApiError error, HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(ApiError.class.getName(), error);
        response.setStatus(error.status());
        error.headers().forEach(response::setHeader);
        var content = new Content(error.code(), error.getMessage(), error.status(), RequestId.of(request), error.details(),
                error.candidates());
        var body = Json.MAPPER.writeValueAsBytes(new Envelope(content));
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
