package dev.agentpairing.commandside.axon;

import java.util.concurrent.Executor;

import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Snapshots of long streams. The state is in memory when one is due, so no event is read again for it; it is written after the commit, by
 * a thread of its own: the one that runs commands holds a connection and must not wait for another.
 */
final class Snapshots {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    /** A stream that is read anew is read from no further back than about this many events. */
    static final int EVERY = 2_000;

    private final ObjectProvider<EventStore> events;
    private final TransactionManager transactions;
    private final Executor writer;

    Snapshots(ObjectProvider<EventStore> events, TransactionManager transactions, Executor writer) {
        this.events = events;
        this.transactions = transactions;
        this.writer = writer;
    }

    /** Called for what a command is about to use. What was read from far back, because a snapshot got lost, gets a new one too. */
    <A extends EventSourced<?, ?> & Snapshotted> void found(Aggregate<A> aggregate) {
        aggregate.execute(root -> {
            if (root.unsaved() >= EVERY) {
                var snapshot = new GenericDomainEventMessage<>(
                        aggregate.type(), aggregate.identifierAsString(), aggregate.version(), root.snapshot());
                int unsaved = root.unsaved();
                root.unsaved(0);
                CurrentUnitOfWork.get().root().onRollback(_ -> root.unsaved(unsaved));
                CurrentUnitOfWork.get().root().afterCommit(_ -> writer.execute(() -> write(snapshot)));
            }
        });
    }

    /** Without it the stream is read from an earlier place, that is all. */
    private void write(DomainEventMessage<?> snapshot) {
        try {
            transactions.executeInTransaction(() -> events.getObject().storeSnapshot(snapshot));
        } catch (RuntimeException e) {
            LOG.warn("No snapshot of {} {} at {} could be written: {}", snapshot.getType(), snapshot.getAggregateIdentifier(),
                    snapshot.getSequenceNumber(), e.toString());
        }
    }
}
