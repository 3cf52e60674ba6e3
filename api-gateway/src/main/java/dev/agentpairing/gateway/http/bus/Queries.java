package dev.agentpairing.gateway.http.bus;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.http.ApiError;

/** The one place that asks queries. */
@Component
public class Queries {

    private static final Logger LOG = LoggerFactory.getLogger(Queries.class);
    private static final Duration AT_MOST = Duration.ofSeconds(5);

    private final QueryGateway gateway;

    Queries(QueryGateway gateway) {
        this.gateway = gateway;
    }

    /** What is always answered. */
    public <R> R ask(Object query, Class<R> answer) {
        return Objects.requireNonNull(find(query, answer), () -> query.getClass().getSimpleName() + " was not answered");
    }

    /** What the caller can see of this; "not found" where that is nothing. */
    public <R> R show(Object query, Class<R> answer) {
        var found = find(query, answer);
        if (found == null) {
            throw ApiError.notFound();
        }
        return found;
    }

    public <R> @Nullable R find(Object query, Class<R> answer) {
        try {
            return gateway.query(query, answer).get(AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw translate(e.getCause());
        } catch (TimeoutException e) {
            throw ApiError.unavailable("No answer came in time; please try again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiError.unavailable("The service is stopping.");
        }
    }

    private static RuntimeException translate(Throwable failure) {
        if (Outage.isBehind(failure)) {
            LOG.warn("A query could not be answered: {}", failure.toString());
            return ApiError.unavailable("The store cannot be reached now; please try again.");
        }
        return new IllegalStateException("A query failed", failure);
    }
}
