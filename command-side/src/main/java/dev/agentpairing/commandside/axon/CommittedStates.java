package dev.agentpairing.commandside.axon;

import java.util.HashMap;
import java.util.Map;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.AggregateCacheEntry;
import org.axonframework.eventsourcing.CachingEventSourcingRepository;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates with long streams, as they were after the last commit of this node that used them. An aggregate that must be taken from the
 * log again, because another node was faster or it is not trusted any more, begins there, and only what was appended since is read: else
 * a node that lost once would go on losing, for the other one appends again while it reads. What was true once stays true of its place in
 * the stream, so nothing is dropped for being old. Only the thread that runs commands touches them.
 */
final class CommittedStates {

    private static final String FOUND = CommittedStates.class.getName();

    private final Map<String, DomainEventMessage<Snapshotted>> states;

    CommittedStates(int size) {
        states = new LeastRecentlyUsed<>(size);
    }

    /** Called for what a command is about to use. */
    <A extends EventSourced<?, ?> & Snapshotted> void found(Aggregate<A> aggregate) {
        var work = CurrentUnitOfWork.get().root();
        Map<String, Aggregate<A>> found = work.getOrComputeResource(FOUND, _ -> {
            var all = new HashMap<String, Aggregate<A>>();
            work.afterCommit(_ -> all.values().forEach(this::keep));
            return all;
        });
        found.put(aggregate.identifierAsString(), aggregate);
    }

    private void keep(Aggregate<?> aggregate) {
        aggregate.execute(root -> {
            if (root instanceof Snapshotted state) {
                states.put(aggregate.identifierAsString(), new GenericDomainEventMessage<>(
                        aggregate.type(), aggregate.identifierAsString(), aggregate.version(), state.snapshot()));
            }
        });
    }

    /** What a stream begins with, as if it were a snapshot that was stored: nobody else has this one. */
    private @Nullable DomainEventMessage<?> of(String type, String id) {
        var state = states.get(id);
        return state == null || !state.getType().equals(type) ? null
                : new GenericDomainEventMessage<>(type, id, state.getSequenceNumber(), state.getPayload().snapshot());
    }

    /** Loads what is not in memory from the last known state on. */
    static final class Repository<T> extends CachingEventSourcingRepository<T> {

        private final String type;
        private final AggregateCache.OfOneType memory;
        private final EventStore events;
        private final CommittedStates states;

        Repository(EventSourcingRepository.Builder<T> builder, String type, AggregateCache.OfOneType memory, EventStore events,
                CommittedStates states) {
            super(builder.cache(memory));
            this.type = type;
            this.memory = memory;
            this.events = events;
            this.states = states;
        }

        /**
         * Where this try is in vain, the next one need not read again what was read now, nor what was in memory and is as it was: Axon
         * forgets all that a rolled back unit of work has loaded.
         */
        @Override
        protected EventSourcedAggregate<T> doLoadWithLock(String id, Long expectedVersion) {
            boolean inMemory = memory.containsKey(id);
            var aggregate = super.doLoadWithLock(id, expectedVersion);
            if (!inMemory) {
                states.keep(aggregate);
            }
            var work = CurrentUnitOfWork.get();
            long loaded = aggregate.version();
            long forgotten = memory.forgotten();
            work.onCleanup(_ -> {
                if (work.isRolledBack() && aggregate.version() == loaded && memory.forgotten() == forgotten) {
                    memory.put(id, new AggregateCacheEntry<>(aggregate));
                }
            });
            return aggregate;
        }

        @Override
        protected DomainEventStream readEvents(String id) {
            var state = states.of(type, id);
            if (state == null) {
                return super.readEvents(id);
            }
            long behind = events.lastSequenceNumberFor(id).orElse(-1L) - state.getSequenceNumber();
            return behind < 0 || behind > Snapshots.EVERY // a log that was restored from a backup may lack what is known here
                    ? super.readEvents(id)
                    : DomainEventStream.concat(DomainEventStream.of(state), events.readEvents(id, state.getSequenceNumber() + 1));
        }
    }
}
