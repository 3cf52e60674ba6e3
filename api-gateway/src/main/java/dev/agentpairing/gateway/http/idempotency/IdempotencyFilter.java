package dev.agentpairing.gateway.http.idempotency;

import java.io.IOException;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.gateway.http.Envelope;
import dev.agentpairing.gateway.http.RequestId;
import dev.agentpairing.gateway.http.bus.Outage;
import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.gateway.http.input.BodyReader;
import dev.agentpairing.gateway.security.Caller;
import dev.agentpairing.messages.request.RequestQuery.WasHandled;

/** A request with a key runs once, after its caller was let in; whoever sends it again gets what it was answered. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 200)
class IdempotencyFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final Set<String> METHODS = Set.of("POST", "PATCH", "DELETE");

    private final Claims claims;
    private final Queries queries;

    IdempotencyFilter(Claims claims, Queries queries) {
        this.claims = claims;
        this.queries = queries;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(KeyedRequest.HEADER) == null || !METHODS.contains(request.getMethod())
                || request.getAttribute(Caller.class.getName()) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            KeyedRequest.key(request);
            var body = BodyReader.bytes(request);
            var caller = (Caller) request.getAttribute(Caller.class.getName());
            switch (claim(KeyedRequest.of(caller.accountId(), request, body))) {
                case Claims.Outcome.Answered(var answer) -> answer.writeTo(response);
                case Claims.Outcome.Granted(var claim) -> run(claim, new RereadRequest(request, body), response, chain);
            }
        } catch (ApiError e) {
            Envelope.write(e, request, response);
        }
    }

    private Claims.Outcome claim(KeyedRequest request) {
        try {
            return claims.claim(request);
        } catch (DataAccessException e) {
            if (!Outage.isBehind(e)) {
                throw e;
            }
            LOG.warn("An idempotency key could not be looked up: {}", e.toString());
            throw ApiError.unavailable("The store cannot be reached now; please try again.");
        }
    }

    private void run(Claim claim, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var answer = new ContentCachingResponseWrapper(response);
        boolean ended = false;
        try {
            boolean done = claim.again() && queries.ask(new WasHandled(claim.requestId()), Boolean.class);
            request.setAttribute(Claim.ATTRIBUTE, claim);
            chain.doFilter(request, answer);
            if (done && answer.getStatus() < 300) {
                answer.setHeader(KeptAnswer.REPLAYED, "true");
            }
            ended = true;
        } finally {
            settle(claim, request, answer, ended);
        }
        answer.copyBodyToResponse();
    }

    /** Before anybody reads the answer. Where it cannot be kept, the claim runs out, and the next attempt finds what was done. */
    private void settle(Claim claim, HttpServletRequest request, ContentCachingResponseWrapper answer, boolean ended) {
        try {
            if (ended && KeptAnswer.isWorthKeeping(request, answer.getStatus())) {
                claims.keep(claim, KeptAnswer.of(answer));
            } else if (ended && answer.getStatus() < 500 && !claim.again()) {
                claims.giveUp(claim);
            } else {
                claims.leave(claim);
            }
        } catch (DataAccessException e) {
            LOG.warn("The answer to request {} could not be kept: {}", RequestId.of(request), e.toString());
        }
    }
}
