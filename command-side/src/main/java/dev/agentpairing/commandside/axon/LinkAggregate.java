package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.UUID;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.connection.Link;
import dev.agentpairing.messages.connection.LinkEvent;

/** Axon's view of {@link Link}. */
@AggregateRoot(type = "Link")
@Revision("1")
final class LinkAggregate extends EventSourced<Link, LinkEvent> {

    @AggregateIdentifier
    private @Nullable UUID linkId;

    LinkAggregate() {
        super(Link.FREE);
    }

    LinkAggregate(List<LinkEvent> events) {
        this();
        record(events);
    }

    @EventSourcingHandler
    void on(LinkEvent event) {
        linkId = event.linkId();
        become(state().evolve(event));
    }
}
