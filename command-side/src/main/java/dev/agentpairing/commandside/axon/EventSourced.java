package dev.agentpairing.commandside.axon;

import java.util.List;

import org.axonframework.modelling.command.AggregateLifecycle;

/**
 * What Axon sees of an aggregate: a state that events replace. The rules decide; a shell only records and folds.
 *
 * @param <S> the state
 * @param <E> its family of events
 */
abstract class EventSourced<S, E> {

    private S state;
    private transient int unsaved;

    EventSourced(S nothing) {
        state = nothing;
    }

    final S state() {
        return state;
    }

    final void become(S next) {
        state = next;
        unsaved++;
    }

    /** As the other one is now. */
    final void takeOver(EventSourced<S, E> other) {
        state = other.state;
        unsaved = other.unsaved;
    }

    /** How many events have been folded since the stream's beginning or its last snapshot. */
    final int unsaved() {
        return unsaved;
    }

    final void unsaved(int events) {
        unsaved = events;
    }

    final void record(List<? extends E> events) {
        events.forEach(AggregateLifecycle::apply);
        Recorded.inCurrentUnit(events.size());
    }
}
