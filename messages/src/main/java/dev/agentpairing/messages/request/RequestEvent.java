package dev.agentpairing.messages.request;

import java.util.UUID;

import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What became of a request that may be repeated. Its stream begins in the append of what it did, so it is done once at most. */
public sealed interface RequestEvent {

    UUID requestId();

    /**
     * @param answerType of what its command answered, a class; null where that is nothing
     * @param answer the same in JSON
     */
    @Revision("1")
    record RequestHandled(UUID requestId, @Nullable String answerType, @Nullable String answer) implements RequestEvent {}
}
