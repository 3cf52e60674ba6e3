package dev.agentpairing.queryside.bus;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.responsetypes.ResponseType;
import org.axonframework.queryhandling.GenericQueryResponseMessage;
import org.axonframework.queryhandling.QueryBusSpanFactory;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.queryhandling.QueryResponseMessage;
import org.axonframework.queryhandling.SimpleQueryBus;

/**
 * Axon's bus within a process, without what a question to one handler does not need: a unit of work, in which nothing is done, and a
 * search for the handler in all that answer a query of this name. Each query has one.
 */
public final class DirectQueryBus extends SimpleQueryBus {

    private final Map<String, MessageHandler<? super QueryMessage<?, ?>>> handlers = new ConcurrentHashMap<>();
    private final QueryBusSpanFactory spans;

    /** @param spans where each query is told, when anyone traces them */
    public DirectQueryBus(Builder builder, QueryBusSpanFactory spans) {
        super(builder.spanFactory(spans));
        this.spans = spans;
    }

    @Override
    @SuppressWarnings("unchecked") // whoever answers queries by this name is asked no others
    public <R> Registration subscribe(String queryName, Type responseType, MessageHandler<? super QueryMessage<?, R>> handler) {
        var registration = super.subscribe(queryName, responseType, handler);
        handlers.put(queryName, (MessageHandler<? super QueryMessage<?, ?>>) (MessageHandler<?>) handler);
        return () -> registration.cancel() && handlers.remove(queryName, handler);
    }

    @Override
    public <Q, R> CompletableFuture<QueryResponseMessage<R>> query(QueryMessage<Q, R> query) {
        var handler = handlers.get(query.getQueryName());
        if (handler == null) {
            return super.query(query); // which tells that nobody answers
        }
        var span = spans.createQuerySpan(query, false);
        return span.runSupplier(() -> ask(handler, query).whenComplete((_, failure) -> {
            if (failure != null) {
                span.recordException(failure);
            }
        }));
    }

    private static <Q, R> CompletableFuture<QueryResponseMessage<R>> ask(
            MessageHandler<? super QueryMessage<?, ?>> handler, QueryMessage<Q, R> query) {
        var type = query.getResponseType();
        try {
            var found = handler.handle(query);
            return found instanceof CompletableFuture<?> later
                    ? later.thenApply(value -> answer(type, value))
                    : CompletableFuture.completedFuture(answer(type, found));
        } catch (Exception e) {
            return CompletableFuture.completedFuture(new GenericQueryResponseMessage<>(type.responseMessagePayloadType(), e));
        }
    }

    private static <R> QueryResponseMessage<R> answer(ResponseType<R> type, Object found) {
        return GenericQueryResponseMessage.asNullableResponseMessage(type.responseMessagePayloadType(), type.convert(found));
    }
}
