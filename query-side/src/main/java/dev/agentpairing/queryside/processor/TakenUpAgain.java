package dev.agentpairing.queryside.processor;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.AbstractEventProcessor;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventProcessingException;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import dev.agentpairing.messages.deadletter.DeadLetterQuery.DiscardDeadLetter;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.Outcome;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.RetryDeadLetter;
import dev.agentpairing.queryside.deadletters.DeadLetters;
import dev.agentpairing.queryside.deadletters.Lift;
import dev.agentpairing.queryside.log.Streams;
import dev.agentpairing.queryside.rows.ViewsDatabase;

/**
 * A view takes up a stream that was held back from it: the stream is read from the log once more, and given to that view. Its rows pass
 * over what they show already. All of it is one transaction that begins with a lock on the dead letter, so that two attempts come one
 * after the other, and an event that is stored meanwhile is either read here or sees the letter gone.
 *
 * <p>On threads of its own, because the unit of work of a query is none that can be committed.
 */
final class TakenUpAgain implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TakenUpAgain.class);

    private final Configuration axon;
    private final ViewsDatabase database;
    private final DeadLetters letters;
    private final Streams streams;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("dead-letters-", 0).factory());

    TakenUpAgain(Configuration axon, ViewsDatabase database, DeadLetters letters, Streams streams) {
        this.axon = axon;
        this.database = database;
        this.letters = letters;
        this.streams = streams;
    }

    @QueryHandler
    CompletableFuture<Outcome> answer(RetryDeadLetter query) {
        return apart(() -> takeUp(query.id(), false));
    }

    @QueryHandler
    CompletableFuture<Outcome> answer(DiscardDeadLetter query) {
        return apart(() -> takeUp(query.id(), true));
    }

    /** What is logged there still says for whose request. */
    private CompletableFuture<Outcome> apart(Supplier<Outcome> attempt) {
        var fields = MDC.getCopyOfContextMap();
        return CompletableFuture.supplyAsync(() -> {
            MDC.setContextMap(fields == null ? Map.of() : fields);
            return attempt.get();
        }, threads);
    }

    private Outcome takeUp(UUID id, boolean discard) {
        var lifted = new AtomicReference<@Nullable Lift>();
        Poison.isolated(() -> {
            var unit = DefaultUnitOfWork.startAndGet(null);
            unit.attachTransaction(database.transactions());
            unit.execute(() -> {
                var lift = letters.lift(id, discard);
                lifted.set(lift);
                if (lift != null) {
                    replay(lift);
                }
            });
        });
        var lift = lifted.get();
        if (lift != null) {
            LOG.info("Dead letter {} was {} by an operator", id, discard ? "discarded" : "tried again");
        }
        return lift == null ? new Outcome(false, null) : new Outcome(true, letters.parkedAgain(lift));
    }

    private void replay(Lift lift) {
        var stream = UUID.fromString(lift.stream());
        for (var event : streams.fold(List.of(stream), events -> events.toList()).getOrDefault(stream, List.of())) {
            handle(event);
        }
    }

    private void handle(DomainEventMessage<?> event) {
        var views = axon.eventProcessingConfiguration().eventProcessor(ViewsProcessor.NAME, AbstractEventProcessor.class)
                .orElseThrow(() -> new IllegalStateException("No processor drives the views"));
        try {
            views.eventHandlerInvoker().handle(event, Segment.ROOT_SEGMENT);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new EventProcessingException("A view could not take an event", e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
