package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.UUID;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.account.Session;
import dev.agentpairing.messages.account.SessionEvent;

/** Axon's view of {@link Session}. */
@AggregateRoot(type = "Session")
@Revision("1")
final class SessionAggregate extends EventSourced<Session, SessionEvent> {

    @AggregateIdentifier
    private @Nullable UUID sessionId;

    SessionAggregate() {
        super(Session.UNOPENED);
    }

    SessionAggregate(List<SessionEvent> events) {
        this();
        record(events);
    }

    @EventSourcingHandler
    void on(SessionEvent event) {
        sessionId = event.sessionId();
        become(state().evolve(event));
    }
}
