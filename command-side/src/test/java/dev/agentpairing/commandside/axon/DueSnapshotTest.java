package dev.agentpairing.commandside.axon;

import java.util.UUID;

import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** A command uses an account whose snapshot is due. */
class DueSnapshotTest {

    private static final UUID ONE = new UUID(0, 1);

    private final InMemoryEventStorageEngine log = new InMemoryEventStorageEngine();
    private final AccountAggregate account = new AccountAggregate();

    @BeforeEach
    void grow() {
        account.on(BusOnADatabase.opened(ONE));
        while (account.unsaved() < Snapshots.EVERY) {
            account.on(BusOnADatabase.changed(ONE, "team"));
        }
    }

    private UnitOfWork<?> used() {
        var events = EmbeddedEventStore.builder().storageEngine(log).build();
        var beans = new StaticListableBeanFactory();
        beans.addBean("events", events);
        var snapshots = new Snapshots(beans.getBeanProvider(EventStore.class), NoTransactionManager.instance(), Runnable::run);
        var unit = DefaultUnitOfWork.startAndGet(null);
        snapshots.found(EventSourcedAggregate.reconstruct(
                account, AnnotatedAggregateMetaModelFactory.inspectAggregate(AccountAggregate.class), Snapshots.EVERY - 1L, false, events,
                NoSnapshotTriggerDefinition.TRIGGER));
        return unit;
    }

    @Test
    void it_is_written_after_the_commit() {
        used().commit();
        assertThat(log.readSnapshot(ONE.toString())).isPresent();
        assertThat(account.unsaved()).isZero();
    }

    @Test
    void it_is_still_due_after_a_rollback() {
        used().rollback();
        assertThat(log.readSnapshot(ONE.toString())).isEmpty();
        assertThat(account.unsaved()).isEqualTo(Snapshots.EVERY);
    }
}
