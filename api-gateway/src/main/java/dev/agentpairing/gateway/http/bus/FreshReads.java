package dev.agentpairing.gateway.http.bus;

import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.messages.freshness.FreshnessQuery.AwaitPosition;
import dev.agentpairing.messages.freshness.FreshnessQuery.Reached;

/** A read that carries a consistency token waits until it can show at least that state (contract, section 1). */
@Component
class FreshReads implements HandlerInterceptor {

    private static final Duration AT_MOST = Duration.ofSeconds(2);

    private final Queries queries;

    FreshReads(Queries queries) {
        this.queries = queries;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var text = request.getHeader(ConsistencyToken.HEADER);
        var reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (text != null && reads && request.getServletPath().startsWith("/v1/")) {
            await(text);
        }
        return true;
    }

    private void await(String text) {
        var token = ConsistencyToken.decode(text);
        if (token == null) {
            throw ApiError.validation(ConsistencyToken.HEADER, "is not a token that a write has answered with");
        }
        if (!queries.ask(new AwaitPosition(token.position(), AT_MOST), Reached.class).reached()) {
            throw ApiError.unavailable("The state that the consistency token names cannot be shown yet; please read again.");
        }
    }
}
