package dev.agentpairing.gateway.http;

import java.util.List;
import java.util.Map;

/** A refusal as the caller gets it (contract, section 1, "Errors"). */
public final class ApiError extends RuntimeException {

    private final int status;
    private final String code;
    private final transient List<Detail> details;
    private final transient List<?> candidates;
    private final transient Map<String, String> headers;

    private ApiError(
            int status, String code, String message, List<Detail> details, List<?> candidates, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.details = details;
        this.candidates = candidates;
        this.headers = headers;
    }

    public static ApiError of(int status, String code, String message) {
        return new ApiError(status, code, message, List.of(), List.of(), Map.of());
    }

    public static ApiError of(int status, String code, String message, Map<String, String> headers) {
        return new ApiError(status, code, message, List.of(), List.of(), headers);
    }

    public static ApiError validation(List<Detail> details) {
        var message = "The request is malformed; see details for every field that is.";
        return new ApiError(400, "VALIDATION_ERROR", message, List.copyOf(details), List.of(), Map.of());
    }

    public static ApiError validation(String field, String message) {
        return validation(List.of(new Detail(field, message)));
    }

    /** @param candidates whom the request may have meant, as the caller is to see them */
    public static ApiError ambiguous(String message, List<?> candidates) {
        return new ApiError(400, "AMBIGUOUS_RECIPIENT", message, List.of(), List.copyOf(candidates), Map.of());
    }

    public static ApiError unauthorized() {
        var message = "This needs a valid credential of the right kind, sent as 'Authorization: Bearer <credential>'.";
        return of(401, "UNAUTHORIZED", message, Map.of("WWW-Authenticate", "Bearer"));
    }

    public static ApiError forbidden(String message) {
        return of(403, "FORBIDDEN", message);
    }

    public static ApiError notFound() {
        return of(404, "NOT_FOUND", "There is nothing here that you can see.");
    }

    public static ApiError noSuchPath() {
        return of(404, "NOT_FOUND", "There is no such path.");
    }

    /** @param allowed comma-separated, as in the header Allow */
    public static ApiError methodNotAllowed(String method, String allowed) {
        var message = method + " does not work here" + (allowed.isEmpty() ? "." : "; these do: " + allowed + ".");
        return of(405, "METHOD_NOT_ALLOWED", message, Map.of("Allow", allowed));
    }

    public static ApiError rateLimited(String message, long retryAfterSeconds) {
        return of(429, "RATE_LIMITED", message, Map.of("Retry-After", Long.toString(Math.max(1, retryAfterSeconds))));
    }

    public static ApiError unavailable(String message) {
        return of(503, "UNAVAILABLE", message, Map.of("Retry-After", "1"));
    }

    public static ApiError internal() {
        return of(500, "INTERNAL_ERROR", "Something went wrong on our side; the request id helps us to find out what.");
    }

    /** For what only has a status, such as an error that the web server found before anybody else. */
    public static ApiError ofStatus(int status) {
        return switch (status) {
            case 401 -> unauthorized();
            case 403 -> forbidden("This is not allowed.");
            case 404 -> noSuchPath();
            case 405 -> of(405, "METHOD_NOT_ALLOWED", "This method does not work here.");
            case 406 -> of(406, "NOT_ACCEPTABLE", "Answers are application/json; the header Accept allows none of that.");
            case 413 -> of(413, "PAYLOAD_TOO_LARGE", "A request body may have at most 64 KiB.");
            case 415 -> of(415, "UNSUPPORTED_MEDIA_TYPE", "A request body needs 'Content-Type: application/json', in UTF-8.");
            case 429 -> rateLimited("Too many requests.", 1);
            case 503 -> unavailable("The service cannot answer now; please try again.");
            case 501, 505 -> malformed();
            default -> status < 500 ? malformed() : internal();
        };
    }

    /** What is no proper HTTP, or more of it than this speaks. */
    private static ApiError malformed() {
        return validation("request", "is not well-formed HTTP/1.1 of reasonable size");
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<Detail> details() {
        return details;
    }

    public List<?> candidates() {
        return candidates;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
