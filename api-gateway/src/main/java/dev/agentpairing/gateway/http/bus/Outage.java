package dev.agentpairing.gateway.http.bus;

import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import io.axoniq.axonserver.connector.impl.StreamClosedException;
import io.axoniq.axonserver.connector.impl.StreamTimeoutException;
import io.grpc.StatusRuntimeException;
import org.axonframework.axonserver.connector.AxonServerException;
import org.axonframework.axonserver.connector.query.AxonServerQueryDispatchException;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.commandhandling.distributed.CommandDispatchException;
import org.axonframework.lifecycle.ShutdownInProgressException;
import org.axonframework.messaging.HandlerExecutionException;
import org.axonframework.queryhandling.NoHandlerForQueryException;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.Refused;

/** Tells "the store cannot be reached now", which is worth another try, from a mistake of ours, which is not. */
public final class Outage {

    /** Of SQL states: connection failed, server stops, no resources, system error, H2's closed database, a read-only standby. */
    private static final Set<String> CLASSES = Set.of("08", "57", "53", "58", "90", "25");

    /** Of types that are none of the gateway's. */
    private static final Set<String> TYPES = Set.of(
            "EventStoreException", "CannotCreateTransactionException", "CannotGetJdbcConnectionException",
            "TransientDataAccessResourceException", "DataAccessResourceFailureException", "TransactionSystemException");

    private Outage() {}

    public static boolean isBehind(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (is(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(Throwable cause) {
        return switch (cause) {
            case TimeoutException e -> true;
            case ConnectException e -> true;
            case NoHandlerForCommandException e -> true;
            case NoHandlerForQueryException e -> true;
            case CommandDispatchException e -> true;
            case AxonServerException e -> true;
            case AxonServerQueryDispatchException e -> true;
            case io.axoniq.axonserver.connector.AxonServerException e -> true;
            case StreamTimeoutException e -> true;
            case StreamClosedException e -> true;
            case StatusRuntimeException e -> true;
            case ShutdownInProgressException e -> true;
            case HandlerExecutionException e -> e.getDetails().orElse(null) instanceof Refused(Refusal why) && why == Refusal.UNAVAILABLE;
            case SQLTransientException e -> true;
            case SQLException e -> e.getSQLState() != null && e.getSQLState().length() == 5
                    && CLASSES.contains(e.getSQLState().substring(0, 2));
            default -> TYPES.contains(cause.getClass().getSimpleName());
        };
    }
}
