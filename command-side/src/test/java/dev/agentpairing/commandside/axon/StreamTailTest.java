package dev.agentpairing.commandside.axon;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.agentpairing.commandside.storage.LogTail.Appended;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** A log that is pushed: what is stored arrives some time later, or not at all. */
class StreamTailTest {

    private long head = 7;
    private final Queue<TrackedEventMessage<?>> onItsWay = new ArrayDeque<>();
    private final StreamTail tail = new StreamTail(new Pushed());

    private final class Pushed extends EmbeddedEventStore {

        private Pushed() {
            super(EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()));
        }

        @Override
        public TrackingToken createHeadToken() {
            return new GlobalSequenceTrackingToken(head);
        }

        @Override
        public TrackingEventStream openStream(@Nullable TrackingToken from) {
            return new Arriving();
        }
    }

    /** Whoever waits gets what is on its way; nothing is there before. */
    private final class Arriving implements TrackingEventStream {

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return Optional.empty();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) {
            return timeout > 0 && !onItsWay.isEmpty();
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() {
            return onItsWay.remove();
        }

        @Override
        public void close() {}
    }

    private void store(String agent) {
        head++;
        onItsWay.add(new GenericTrackedDomainEventMessage<>(
                new GlobalSequenceTrackingToken(head),
                new GenericDomainEventMessage<>("Agent", agent, 0, "changed", Map.of(), "id of " + agent, Instant.now())));
    }

    @Test
    void what_is_stored_is_waited_for_though_nothing_has_arrived_yet() {
        store("a");
        store("b");
        assertThat(tail.next()).containsExactly(new Appended("id of a", "Agent", "a"), new Appended("id of b", "Agent", "b"));
    }

    @Test
    void where_nothing_was_stored_nothing_is_waited_for() {
        assertThat(tail.next()).isEqualTo(List.of());
    }

    @Test
    void that_something_does_not_arrive_is_told() {
        store("a");
        head++;
        assertThatIllegalStateException().isThrownBy(tail::next);
    }
}
