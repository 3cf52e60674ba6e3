package dev.agentpairing.queryside.rows;

import java.util.function.UnaryOperator;

import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * What one event does to one row.
 *
 * @param creates whether there is no row before
 * @param mayLackRow whether it does nothing where there is no row to change
 */
record Step<R>(DomainEventMessage<?> event, boolean creates, boolean mayLackRow, Change<R> change) {

    @FunctionalInterface
    interface Change<R> {

        R after(@Nullable R before);
    }

    static <R> Step<R> creating(DomainEventMessage<?> event, R row) {
        return new Step<>(event, true, false, before -> row);
    }

    static <R> Step<R> changing(DomainEventMessage<?> event, UnaryOperator<R> change) {
        return new Step<>(event, false, false, before -> {
            if (before == null) {
                throw new RowMissing(event.getAggregateIdentifier(), event.getSequenceNumber());
            }
            return change.apply(before);
        });
    }

    String stream() {
        return event.getAggregateIdentifier();
    }

    long sequence() {
        return event.getSequenceNumber();
    }

    Step<R> within(Held held) {
        return held.hasGaps() && !creates ? new Step<>(event, false, true, change) : this;
    }
}
