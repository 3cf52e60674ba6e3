package dev.agentpairing.gateway.http;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What becomes of requests: refusals by their code, and the metric {@code http.server.requests}, with the names and tags that Spring
 * gives it, at a tenth of the price of an observation of every request.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class RequestTimes extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(RequestTimes.class);
    private static final String NAME = "http.server.requests";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    private final MeterRegistry registry;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, Counter> refusals = new ConcurrentHashMap<>();

    RequestTimes(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Kind(String method, String uri, int status) {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long begun = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            var kind = kind(request, response);
            timers.computeIfAbsent(kind, this::timer).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            if (request.getAttribute(ApiError.class.getName()) instanceof ApiError error) {
                refused(kind, error);
            }
        }
    }

    /** Why it failed may have been told by other threads, which work for many requests; here is the one that it happened to. */
    private void refused(Kind kind, ApiError error) {
        refusals.computeIfAbsent(error.code(), this::refusal).increment();
        if (error.status() >= 500) {
            LOG.warn("{} {} was answered {} {}", kind.method, kind.uri, error.status(), error.code());
        }
    }

    /** Bounded, whatever callers make up: patterns of paths, known methods, and three digits. */
    private static Kind kind(HttpServletRequest request, HttpServletResponse response) {
        var method = METHODS.contains(request.getMethod()) ? request.getMethod() : "UNKNOWN";
        var pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return new Kind(method, pattern == null ? "UNKNOWN" : pattern.toString(), response.getStatus());
    }

    private Timer timer(Kind kind) {
        return Timer.builder(NAME)
                .tag("method", kind.method)
                .tag("uri", kind.uri)
                .tag("status", String.valueOf(kind.status))
                .tag("outcome", outcome(kind.status))
                .register(registry);
    }

    private Counter refusal(String code) {
        return Counter.builder("pairing.refusals").tag("code", code).register(registry);
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 1 -> "INFORMATIONAL";
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            case 5 -> "SERVER_ERROR";
            default -> "UNKNOWN";
        };
    }
}
