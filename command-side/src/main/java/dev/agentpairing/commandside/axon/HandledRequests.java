package dev.agentpairing.commandside.axon;

import java.util.UUID;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.request.Attempt;
import dev.agentpairing.messages.request.RequestEvent.RequestHandled;
import dev.agentpairing.messages.request.RequestQuery.WasHandled;

/**
 * Carries a command that says which request it is an attempt of out once. What it answered begins a stream of the request's own, in the
 * append of what it did; so of two attempts the store takes one, whatever died, stalled or came late. A further attempt finds that
 * stream and answers the same. A refused command leaves nothing, and is decided anew.
 */
final class HandledRequests {

    private static final String TYPE = "Request";

    private final EventStore events;
    private final Serializer serializer;

    HandledRequests(EventStore events, Serializer serializer) {
        this.events = events;
        this.serializer = serializer;
    }

    /** Registered by name: a bean of an interceptor's type would be found by Axon, and registered once more. */
    @Nullable Object intercept(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
        var attempt = Attempt.from(work.getMessage().getMetaData());
        if (attempt == null) {
            return chain.proceed();
        }
        var earlier = attempt.again() ? find(attempt.requestId()) : null;
        if (earlier != null) {
            record((RequestHandled) earlier.getPayload(), earlier.getSequenceNumber() + 1);
            return answer((RequestHandled) earlier.getPayload());
        }
        var answer = chain.proceed();
        record(handled(attempt.requestId(), answer), 0);
        return answer;
    }

    @QueryHandler
    boolean on(WasHandled question) {
        return find(question.requestId()) != null;
    }

    /** The last event of the request's stream, those of this unit of work included. */
    private @Nullable DomainEventMessage<?> find(UUID requestId) {
        return events.readEvents(requestId.toString()).asStream().filter(event -> TYPE.equals(event.getType()))
                .reduce((_, last) -> last).orElse(null);
    }

    /** That it was asked again is an event, too: who sent it waits until that is shown, and so is what was done before. */
    private void record(RequestHandled event, long sequence) {
        events.publish(new GenericDomainEventMessage<>(TYPE, event.requestId().toString(), sequence, event));
    }

    private RequestHandled handled(UUID requestId, @Nullable Object answer) {
        if (answer == null) {
            return new RequestHandled(requestId, null, null);
        }
        SerializedObject<String> written = serializer.serialize(answer, String.class);
        return new RequestHandled(requestId, written.getType().getName(), written.getData());
    }

    private @Nullable Object answer(RequestHandled event) {
        if (event.answerType() == null || event.answer() == null) {
            return null;
        }
        var type = new SimpleSerializedType(event.answerType(), null);
        return serializer.<String, Object>deserialize(new SimpleSerializedObject<>(event.answer(), String.class, type));
    }
}
