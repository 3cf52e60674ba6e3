package dev.agentpairing.commandside.axon;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.axoniq.axonserver.connector.impl.StreamClosedException;
import io.axoniq.axonserver.connector.impl.StreamTimeoutException;
import io.grpc.StatusRuntimeException;
import org.axonframework.axonserver.connector.AxonServerException;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import dev.agentpairing.commandside.axon.GroupCommitCommandBus.Waiting;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.request.RequestName;

/**
 * Tries a group of commands until each is answered. When another node was faster at one of the streams, the group is decided again on
 * what is there now: some times together, so that all of it is through when it wins once, then each command alone. So it is when one of them appends nothing, or names the
 * state of what it only reads, and rested on what another node has changed. When one command fails in a way that nobody foresaw, each is
 * handled alone, so that only the failing one suffers. What the store said no to in any other way is never tried again, for it may
 * have been stored.
 */
final class CommandRetry {

    private static final Logger LOG = LoggerFactory.getLogger(CommandRetry.class);

    private static final int TRIES_TOGETHER = 12;
    private static final int TRIES_ALONE = 12;
    private static final int LONGEST_PAUSE_MILLIS = 4;
    private static final BooleanSupplier NEVER = () -> false;

    /** Unique violation, serialization failure, deadlock: PostgreSQL, appendix A; the first also on H2. */
    private static final Set<String> CONFLICTS = Set.of("23505", "40001", "40P01");

    private final TransactionManager transactions;
    private final boolean viewsFollow;
    private final BooleanSupplier stale;
    private final Runnable refusedByStore;
    private final CommandMeters meters;
    private final CommandBusSpanFactory spans;

    /**
     * @param viewsFollow whether the views show events some time after they are stored
     * @param stale looks whether anything that is in memory was out of date, and forgets it
     * @param refusedByStore told that the store did not take an append
     */
    CommandRetry(
            TransactionManager transactions, boolean viewsFollow, BooleanSupplier stale, Runnable refusedByStore, CommandMeters meters,
            CommandBusSpanFactory spans) {
        this.transactions = transactions;
        this.viewsFollow = viewsFollow;
        this.stale = stale;
        this.refusedByStore = refusedByStore;
        this.meters = meters;
        this.spans = spans;
    }

    /** Answers every one of them. */
    void handle(List<Waiting> waiting, List<MessageHandlerInterceptor<? super CommandMessage<?>>> interceptors) {
        boolean alone = waiting.size() == 1;
        for (int tries = 1;; tries++) {
            var outcome = new CommandGroup(waiting, viewsFollow, tries == 1 ? stale : NEVER, spans).tryOnce(transactions, interceptors);
            if (outcome.stored()) {
                return;
            }
            if (outcome.stale()) {
                meters.triedAgain();
                continue; // what is read from now on is what was there when they came in, or later
            }
            boolean conflict = any(outcome.failure(), CommandRetry::isConflict);
            if (conflict && !(alone && tries == TRIES_ALONE)) {
                meters.triedAgain();
            }
            if (!alone && (outcome.oneHandlerFailed() && !conflict || conflict && tries == TRIES_TOGETHER)) {
                stale.getAsBoolean();
                waiting.forEach(one -> handle(List.of(one), interceptors));
                return;
            }
            if (!conflict || tries == TRIES_ALONE) {
                var answer = GenericCommandResultMessage.asCommandResultMessage(translated(outcome.failure(), waiting));
                waiting.forEach(one -> one.answer(answer));
                return;
            }
            pause(tries);
            stale.getAsBoolean(); // what stayed in memory is from before the pause
        }
    }

    /** What has to do with the store is "unavailable"; anything else is a fault of ours and stays what it is. */
    private Throwable translated(Throwable failure, List<Waiting> waiting) {
        boolean ofTheStore = any(failure, cause -> cause instanceof SQLException || cause instanceof DataAccessException
                || cause instanceof TransactionException || cause instanceof EventStoreException
                || isOfAxonServer(cause) || isConflict(cause));
        if (!ofTheStore) {
            return failure;
        }
        LOG.warn("The event store did not take an append, of requests {}: {}", requests(waiting), failure.toString());
        refusedByStore.run();
        return Refusals.because(Refusal.UNAVAILABLE);
    }

    /** As their callers know them; what this service does by itself has no request. */
    private static String requests(List<Waiting> waiting) {
        return waiting.stream().map(one -> String.valueOf(one.command().getMetaData().get(RequestName.KEY)))
                .distinct().collect(Collectors.joining(", "));
    }

    /**
     * The client's own, a stream of events that does not come or breaks off, those of its transport, and what Axon makes of an append
     * that is not confirmed in time.
     */
    private static boolean isOfAxonServer(Throwable cause) {
        return cause instanceof AxonServerException || cause instanceof io.axoniq.axonserver.connector.AxonServerException
                || cause instanceof StreamTimeoutException || cause instanceof StreamClosedException
                || cause instanceof StatusRuntimeException || cause instanceof TimeoutException;
    }

    /** On Axon Server a conflict arrives as an error of its own (AXONIQ-2000). */
    private static boolean isConflict(Throwable cause) {
        return cause instanceof ConcurrencyException
                || cause instanceof SQLException sql && CONFLICTS.contains(String.valueOf(sql.getSQLState()))
                || String.valueOf(cause.getMessage()).contains("AXONIQ-2000");
    }

    private static boolean any(Throwable failure, Predicate<Throwable> wanted) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (wanted.test(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Random, so that two nodes do not meet again and again. */
    private static void pause(int tries) {
        try {
            int longest = Math.min(1 << tries, LONGEST_PAUSE_MILLIS);
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(longest) + 1L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
