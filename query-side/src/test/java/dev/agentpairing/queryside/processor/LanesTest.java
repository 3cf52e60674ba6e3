package dev.agentpairing.queryside.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LanesTest {

    private static final int STREAMS = 40;

    @AutoClose
    private final Lanes lanes = new Lanes();

    /** Two events of each stream, with those of all others between them. */
    private static List<TrackedEventMessage<?>> events() {
        var streams = IntStream.range(0, STREAMS).mapToObj(number -> new UUID(7, number).toString()).toList();
        return IntStream.range(0, 2 * STREAMS).<TrackedEventMessage<?>>mapToObj(number -> new GenericTrackedDomainEventMessage<>(
                new GlobalSequenceTrackingToken(number),
                new GenericDomainEventMessage<>("Test", streams.get(number % STREAMS), number / STREAMS, number))).toList();
    }

    @Test
    void every_event_is_taken_once_and_those_of_a_stream_by_one_thread_in_their_order() throws InterruptedException {
        Map<Thread, List<Object>> taken = new ConcurrentHashMap<>();
        lanes.take(events(), events -> events.forEach(event ->
                taken.computeIfAbsent(Thread.currentThread(), first -> new ArrayList<>()).add(event.getPayload())));
        assertThat(taken.values().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(
                IntStream.range(0, 2 * STREAMS).<Object>mapToObj(number -> number).toList());
        assertThat(taken.values()).allSatisfy(numbers -> assertThat(numbers.stream().map(Integer.class::cast)).isSorted());
        taken.values().forEach(numbers -> numbers.stream().map(Integer.class::cast).filter(number -> number < STREAMS)
                .forEach(number -> assertThat(numbers).contains(number + STREAMS)));
    }

    @Test
    void different_streams_are_taken_at_the_same_time() throws InterruptedException {
        var both = new CyclicBarrier(2);
        lanes.take(events(), events -> {
            try {
                both.await(10, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException("alone", e);
            }
        });
        assertThat(both.isBroken()).isFalse();
    }

    @Test
    void what_belongs_to_no_stream_is_taken_too() throws InterruptedException {
        var event = new GenericTrackedEventMessage<>(new GlobalSequenceTrackingToken(1), GenericEventMessage.asEventMessage("fact"));
        var taken = new ArrayList<TrackedEventMessage<?>>();
        lanes.take(List.of(event), taken::addAll);
        assertThat(taken).isEqualTo(List.of(event));
    }

    @Test
    void a_lane_that_fails_is_told_of_when_all_have_come_to_their_end() {
        var first = new AtomicBoolean(true);
        var failing = new CountDownLatch(1);
        var ended = new AtomicInteger();
        assertThatIllegalStateException().isThrownBy(() -> lanes.take(events(), events -> {
            if (first.getAndSet(false)) {
                failing.countDown();
                throw new IllegalArgumentException("no row");
            }
            later(failing);
            ended.addAndGet(events.size());
        })).havingCause().isInstanceOf(IllegalArgumentException.class);
        assertThat(ended).hasPositiveValue();
    }

    private static void later(CountDownLatch failing) {
        try {
            failing.await();
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
