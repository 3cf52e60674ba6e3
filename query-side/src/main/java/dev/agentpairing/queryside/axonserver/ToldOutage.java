package dev.agentpairing.queryside.axonserver;

import java.sql.SQLTransientException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import io.axoniq.axonserver.connector.impl.StreamClosedException;
import io.axoniq.axonserver.connector.impl.StreamTimeoutException;
import io.grpc.StatusRuntimeException;
import org.axonframework.axonserver.connector.AxonServerException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.HandlerExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.Refused;

/** Of a failure only its words get across Axon Server. That the store could not be reached is told in details, which do. */
record ToldOutage(Form form) {

    /** Of the exceptions that carry details. */
    interface Form {

        HandlerExecutionException of(String message, Throwable cause, Object details);
    }

    @Nullable Object told(Callable<@Nullable Object> answering) throws Exception {
        try {
            var answer = answering.call();
            return answer instanceof CompletableFuture<?> later
                    ? later.exceptionallyCompose(e -> CompletableFuture.failedFuture(translated(e))) : answer;
        } catch (Exception e) {
            throw translated(e);
        }
    }

    private Exception translated(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (isOutage(cause)) {
                return form.of("The store cannot be reached now", failure, new Refused(Refusal.UNAVAILABLE));
            }
        }
        return failure instanceof Exception e ? e : new IllegalStateException(failure);
    }

    private static boolean isOutage(Throwable cause) {
        return switch (cause) {
            case DataAccessResourceFailureException e -> true;
            case TransientDataAccessException e -> true;
            case RecoverableDataAccessException e -> true;
            case TransactionException e -> true;
            case SQLTransientException e -> true;
            case EventStoreException e -> true;
            case AxonServerException e -> true;
            case io.axoniq.axonserver.connector.AxonServerException e -> true;
            case StreamTimeoutException e -> true;
            case StreamClosedException e -> true;
            case StatusRuntimeException e -> true;
            case TimeoutException e -> true;
            default -> false;
        };
    }
}
