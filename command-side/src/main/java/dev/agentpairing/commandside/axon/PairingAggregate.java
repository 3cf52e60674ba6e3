package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.UUID;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.pairing.Pairing;
import dev.agentpairing.messages.pairing.PairingEvent;

/** Axon's view of {@link Pairing}. */
@AggregateRoot(type = "Pairing")
@Revision("1")
final class PairingAggregate extends EventSourced<Pairing, PairingEvent> {

    @AggregateIdentifier
    private @Nullable UUID pairingId;

    PairingAggregate() {
        super(Pairing.UNPROPOSED);
    }

    PairingAggregate(List<PairingEvent> events) {
        this();
        record(events);
    }

    @EventSourcingHandler
    void on(PairingEvent event) {
        pairingId = event.pairingId();
        become(state().evolve(event));
    }
}
