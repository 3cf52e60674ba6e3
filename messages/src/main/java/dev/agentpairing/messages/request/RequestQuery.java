package dev.agentpairing.messages.request;

import java.util.UUID;

/** What can be known of requests that may be repeated. Answered by the command side. */
public sealed interface RequestQuery {

    /** Was the command of this request carried out? Answered with a boolean. */
    record WasHandled(UUID requestId) implements RequestQuery {}
}
