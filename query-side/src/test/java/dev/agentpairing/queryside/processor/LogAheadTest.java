package dev.agentpairing.queryside.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LogAheadTest {

    @Test
    void every_event_comes_once_and_in_order_until_there_are_no_more() throws InterruptedException {
        var seen = new ArrayList<Object>();
        var log = new Log(25_001, -1);
        try (var ahead = new LogAhead(log, payload -> true)) {
            for (var batch = ahead.next(); batch.size() > 0; batch = ahead.next()) {
                batch.events().forEach(event -> seen.add(event.getPayload()));
            }
        }
        assertThat(seen).containsExactlyElementsOf(LongStream.range(0, 25_001).boxed().toList());
        assertThat(log.closed).isTrue();
    }

    @Test
    void what_nobody_wants_is_counted_and_passed_over() throws InterruptedException {
        try (var ahead = new LogAhead(new Log(3, -1), payload -> false)) {
            assertThat(ahead.next()).isEqualTo(new LogAhead.Batch(List.of(), 3, new GlobalSequenceTrackingToken(2)));
            assertThat(ahead.next().size()).isZero();
        }
    }

    @Test
    void what_cannot_be_read_is_told_to_whoever_wants_it() {
        try (var ahead = new LogAhead(new Log(25_001, 10_500), payload -> true)) {
            assertThatThrownBy(() -> {
                ahead.next();
                ahead.next();
            }).hasRootCauseMessage("no more");
        }
    }

    private static final class Log implements BlockingStream<TrackedEventMessage<?>> {

        private final long size;
        private final long breaksAt;
        private long at;
        private boolean closed;

        private Log(long size, long breaksAt) {
            this.size = size;
            this.breaksAt = breaksAt;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return Optional.empty();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) {
            return at < size;
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() {
            if (at == breaksAt) {
                throw new IllegalStateException("no more");
            }
            return new GenericTrackedEventMessage<>(new GlobalSequenceTrackingToken(at), GenericEventMessage.asEventMessage(at++));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
