package dev.agentpairing.gateway.http.idempotency;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

import dev.agentpairing.messages.request.Attempt;

/** The right to run a request, and the duty to say what came of it. */
final class Claim {

    static final String ATTRIBUTE = Claim.class.getName();

    private final KeyedRequest request;
    private final UUID requestId;
    private final int attempt;
    private final Instant since;
    private final AtomicInteger commands = new AtomicInteger();

    /** @param attempt 1 for the first */
    Claim(KeyedRequest request, UUID requestId, int attempt, Instant since) {
        this.request = request;
        this.requestId = requestId;
        this.attempt = attempt;
        this.since = since;
    }

    /** That of the HTTP request which this thread answers; null where it needs none. */
    static @Nullable Claim current() {
        var web = RequestContextHolder.getRequestAttributes();
        return web == null ? null : (Claim) web.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
    }

    KeyedRequest request() {
        return request;
    }

    UUID requestId() {
        return requestId;
    }

    int attempt() {
        return attempt;
    }

    Instant since() {
        return since;
    }

    /** Whether an earlier attempt may have done it. */
    boolean again() {
        return attempt > 1;
    }

    /** For the next command of the request, which has the same id in every attempt. */
    Attempt nextCommand() {
        var id = new UUID(requestId.getMostSignificantBits(), requestId.getLeastSignificantBits() + commands.getAndIncrement());
        return new Attempt(id, again());
    }
}
