package dev.agentpairing.gateway.part;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryResponseMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import dev.agentpairing.messages.freshness.ReadinessQuery;

/** Would what this process runs work now? Asked here, and never of another process that runs the same. */
final class PartHealth implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(PartHealth.class);
    private static final long AT_MOST_SECONDS = 5;

    private final QueryBus here;
    private final List<ReadinessQuery> questions;

    /** @param here the bus of this process alone */
    PartHealth(QueryBus here, List<ReadinessQuery> questions) {
        this.here = here;
        this.questions = questions;
    }

    @Override
    public Health health() {
        return questions.stream().allMatch(this::works) ? Health.up().build() : Health.down().build();
    }

    private boolean works(ReadinessQuery question) {
        var query = new GenericQueryMessage<>(question, ResponseTypes.instanceOf(Boolean.class));
        try {
            return CompletableFuture.supplyAsync(() -> here.query(query), Thread::startVirtualThread).thenCompose(Function.identity())
                    .thenApply(PartHealth::answer).get(AT_MOST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return notReady(deepest(e));
        } catch (TimeoutException e) {
            return notReady(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return notReady(e);
        }
    }

    private static boolean answer(QueryResponseMessage<Boolean> response) {
        return response.getPayload(); // throws what the handler threw
    }

    private static boolean notReady(Throwable why) {
        LOG.warn("Not ready: {}", why.toString());
        return false;
    }

    private static Throwable deepest(Throwable failure) {
        return failure.getCause() == null ? failure : deepest(failure.getCause());
    }
}
