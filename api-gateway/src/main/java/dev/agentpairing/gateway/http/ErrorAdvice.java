package dev.agentpairing.gateway.http;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Everything that goes wrong behind the filter ends here, as an envelope. */
@RestControllerAdvice
class ErrorAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAdvice.class);

    @ExceptionHandler
    void answer(Exception failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var error = translate(failure);
        if (error.status() == 500) {
            LOG.error("Request {} failed", RequestId.of(request), failure);
        }
        if (!response.isCommitted()) {
            Envelope.write(error, request, response);
        }
    }

    /** The caller has hung up, or sent something that cannot be read to its end. */
    @ExceptionHandler
    void broken(IOException failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        LOG.debug("Request {} broke off", RequestId.of(request), failure);
        if (!response.isCommitted()) {
            Envelope.write(ApiError.ofStatus(400), request, response);
        }
    }

    static ApiError translate(Exception failure) {
        return switch (failure) {
            case ApiError error -> error;
            case HttpRequestMethodNotSupportedException e -> ApiError.methodNotAllowed(e.getMethod(), allowed(e));
            case ErrorResponse e -> ApiError.ofStatus(e.getStatusCode().value());
            default -> ApiError.internal();
        };
    }

    private static String allowed(HttpRequestMethodNotSupportedException failure) {
        var methods = failure.getSupportedMethods();
        return methods == null ? "" : String.join(", ", methods);
    }
}
