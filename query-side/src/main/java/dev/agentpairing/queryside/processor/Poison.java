package dev.agentpairing.queryside.processor;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventMessageHandler;
import org.axonframework.eventhandling.ListenerInvocationErrorHandler;

import dev.agentpairing.queryside.deadletters.DeadLetters;
import dev.agentpairing.queryside.rows.RowRefused;

/** An event that a handler cannot even read. Handlers ask and write nothing, so it is the event's fault and not that of the store. */
final class Poison implements ListenerInvocationErrorHandler {

    /** Each table can have to find out that it must be written row by row, and once more when another lane has forgotten it meanwhile. */
    private static final int MOST_TRIES = 40;

    private final DeadLetters letters;

    Poison(DeadLetters letters) {
        this.letters = letters;
    }

    @Override
    public void onError(Exception cause, EventMessage<?> event, EventMessageHandler handler) throws Exception {
        var view = letters.find(handler.getTargetType());
        if (view == null || !(event instanceof DomainEventMessage<?> poison)) {
            throw cause;
        }
        view.park(poison, cause);
    }

    /** Does it again where a row could not be written: then that one is found, and what it comes from is parked. */
    static void isolated(Runnable work) {
        for (int tries = 1; ; tries++) {
            try {
                work.run();
                return;
            } catch (RowRefused e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }
}
