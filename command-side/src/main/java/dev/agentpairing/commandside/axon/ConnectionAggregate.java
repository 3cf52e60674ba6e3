package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.UUID;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.connection.Connection;
import dev.agentpairing.messages.connection.ConnectionEvent;

/** Axon's view of {@link Connection}. */
@AggregateRoot(type = "Connection")
@Revision("2")
final class ConnectionAggregate extends EventSourced<Connection, ConnectionEvent> implements Snapshotted {

    @AggregateIdentifier
    private @Nullable UUID connectionId;

    ConnectionAggregate() {
        super(Connection.NONE);
    }

    ConnectionAggregate(List<ConnectionEvent> events) {
        this();
        record(events);
    }

    @EventSourcingHandler
    void on(ConnectionEvent event) {
        connectionId = event.connectionId();
        become(state().evolve(event));
    }

    @Override
    public ConnectionAggregate snapshot() {
        var copy = new ConnectionAggregate();
        copy.connectionId = connectionId;
        copy.takeOver(this);
        return copy;
    }
}
