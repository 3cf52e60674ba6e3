package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.UUID;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.account.Email;
import dev.agentpairing.messages.account.EmailEvent;

/** Axon's view of {@link Email}. */
@AggregateRoot(type = "Email")
@Revision("1")
final class EmailAggregate extends EventSourced<Email, EmailEvent> {

    @AggregateIdentifier
    private @Nullable UUID emailId;

    EmailAggregate() {
        super(Email.UNCLAIMED);
    }

    EmailAggregate(List<EmailEvent> events) {
        this();
        record(events);
    }

    @EventSourcingHandler
    void on(EmailEvent event) {
        emailId = event.emailId();
        become(state().evolve(event));
    }
}
