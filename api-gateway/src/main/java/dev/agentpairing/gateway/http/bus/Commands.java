package dev.agentpairing.gateway.http.bus;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.servlet.http.HttpServletResponse;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.Refused;
import dev.agentpairing.messages.account.PersonalCommand;
import dev.agentpairing.messages.freshness.FreshnessQuery.AwaitWrite;
import dev.agentpairing.messages.freshness.FreshnessQuery.Reached;
import dev.agentpairing.messages.request.LogFields;
import dev.agentpairing.messages.request.RequestName;

/** The one place that sends commands, and that waits until the read model shows what they did: "you see what you wrote". */
@Component
public class Commands {

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final Duration TO_BE_SHOWN = Duration.ofSeconds(2);
    private static final Duration IN_ALL = Duration.ofSeconds(10);

    private final CommandBus bus;
    private final QueryGateway queries;

    Commands(CommandBus bus, QueryGateway queries) {
        this.bus = bus;
        this.queries = queries;
    }

    /** Sends a command, and lets the HTTP answer carry a consistency token. @return what the command answers */
    public <R> R send(Actor actor, Object command, Class<R> answer) {
        return answer.cast(sendAndShow(actor, command).payload());
    }

    public void send(Actor actor, Object command) {
        sendAndShow(actor, command);
    }

    /** Sends a command whose HTTP answer has no consistency token: sign-in and sign-out. */
    public void sendUntold(Actor actor, Object command) {
        shown(join(dispatch(actor, command), command), command);
    }

    /** Keeps or forgets what the event log never holds; there are no events to wait for. */
    public void keep(Actor actor, PersonalCommand command) {
        join(dispatch(actor, command), command);
    }

    private Shown sendAndShow(Actor actor, Object command) {
        var shown = shown(join(dispatch(actor, command), command), command);
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes web) {
            tell(web.getResponse(), shown.position());
        }
        return shown;
    }

    private static void tell(@Nullable HttpServletResponse response, long position) {
        if (response != null) {
            response.setHeader(ConsistencyToken.HEADER, new ConsistencyToken(Math.max(position, 0)).encode());
        }
    }

    private CompletableFuture<Done> dispatch(Actor actor, Object command) {
        var origin = actor.toMetaData();
        var request = MDC.get(LogFields.REQUEST);
        if (request != null) {
            origin.put(RequestName.KEY, request);
        }
        CommandMessage<Object> message = GenericCommandMessage.asCommandMessage(command).withMetaData(origin);
        var done = new CompletableFuture<Done>();
        bus.dispatch(message, (sent, result) -> {
            if (result.isExceptional()) {
                done.completeExceptionally(result.exceptionResult());
            } else {
                done.complete(new Done(sent.getIdentifier(), events(result), result.getPayload()));
            }
        });
        return done;
    }

    /** How many events the views have yet to show; null where they are written with the events. Of any type: Axon Server makes it a long. */
    private static @Nullable Integer events(CommandResultMessage<?> result) {
        return result.getMetaData().get("events") instanceof Number count ? (Integer) count.intValue() : null;
    }

    /** Asked by the thread of the request: the one that ran the command has others to run. */
    private Shown shown(Done done, Object command) {
        if (done.events == null) {
            return new Shown(done.payload, 0);
        }
        try {
            var question = new AwaitWrite(done.commandId, done.events, TO_BE_SHOWN);
            var reached = join(queries.query(question, Reached.class), command);
            if (reached.reached()) {
                return new Shown(done.payload, reached.position());
            }
        } catch (RuntimeException e) {
            LOG.warn("Command {} is stored, but whether it shows is unknown", done.commandId, e);
        }
        throw ApiError.unavailable("This is stored, but cannot be shown yet; read before you send it again.");
    }

    private static <T> T join(CompletableFuture<T> future, Object command) {
        try {
            return future.get(IN_ALL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw translate(e.getCause(), command);
        } catch (TimeoutException e) {
            throw ApiError.unavailable("No answer came in time; this may be stored or not, so read before you send it again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiError.unavailable("The service is stopping; this may or may not be stored.");
        }
    }

    static RuntimeException translate(Throwable failure, Object command) {
        if (failure instanceof ApiError error) {
            return error;
        }
        if (failure instanceof CommandExecutionException refused && refused.getDetails().orElse(null) instanceof Refused why) {
            return Refusals.translate(why.refusal(), command);
        }
        if (Outage.isBehind(failure)) {
            LOG.warn("A command could not be stored: {}", failure.toString());
            return ApiError.unavailable("The store cannot be reached now; this may be stored or not, so read before you send it again.");
        }
        return new IllegalStateException("A command failed", failure);
    }

    private record Done(String commandId, @Nullable Integer events, @Nullable Object payload) {}

    private record Shown(@Nullable Object payload, long position) {}
}
