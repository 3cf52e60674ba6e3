package dev.agentpairing.queryside.log;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class StreamsTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final EmbeddedEventStore log = EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();

    private List<UUID> streams(int count) {
        var ids = IntStream.range(0, count).mapToObj(number -> UUID.randomUUID()).toList();
        ids.forEach(id -> IntStream.range(0, 3).forEach(
                sequence -> log.publish(new GenericDomainEventMessage<>("Test", id.toString(), sequence, id + " " + sequence))));
        return ids;
    }

    private static List<Object> payloads(Stream<DomainEventMessage<?>> events) {
        return events.<Object>map(DomainEventMessage::getPayload).toList();
    }

    @Test
    void every_stream_is_folded_with_all_of_its_events_in_order() {
        var ids = streams(50);
        try (var streams = new Streams(log)) {
            var folded = streams.fold(ids, StreamsTest::payloads);
            assertThat(folded).hasSize(50).allSatisfy((id, events) -> assertThat(events).containsExactly(id + " 0", id + " 1", id + " 2"));
        }
    }

    @Test
    void what_folds_to_nothing_is_absent() {
        try (var streams = new Streams(log)) {
            assertThat(streams.fold(streams(3), events -> null)).isEmpty();
            assertThat(streams.fold(List.<UUID>of(), StreamsTest::payloads)).isEmpty();
        }
    }

    @Test
    void only_a_few_are_read_at_once_whoever_asks() {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        try (var streams = new Streams(log)) {
            var questions = IntStream.range(0, 5).mapToObj(number -> CompletableFuture.supplyAsync(
                    () -> streams.fold(streams(20), events -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        Thread.yield();
                        return now.decrementAndGet();
                    }))).toList();
            questions.forEach(CompletableFuture::join);
        }
        assertThat(most.get()).isBetween(1, 4);
    }

    @Test
    void a_failure_is_passed_on() {
        try (var streams = new Streams(log)) {
            assertThatThrownBy(() -> streams.fold(streams(20), events -> {
                throw new IllegalStateException("broken");
            })).isInstanceOf(CompletionException.class).hasRootCauseMessage("broken");
        }
    }

    @Test
    void what_takes_too_long_is_given_up() {
        try (var streams = new Streams(log, Duration.ZERO)) {
            assertThatThrownBy(() -> streams.fold(streams(1), StreamsTest::payloads)).hasRootCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void whoever_finds_no_room_in_time_gives_up_and_there_is_room_again_later() {
        var released = new CountDownLatch(1);
        var reading = new AtomicInteger();
        try (var streams = new Streams(log, Duration.ofMillis(500))) {
            var slow = CompletableFuture.supplyAsync(() -> streams.fold(streams(4), events -> {
                reading.incrementAndGet();
                return wait(released);
            }));
            await().atMost(LONG).until(() -> reading.get() == 4);
            assertThatThrownBy(() -> streams.fold(streams(1), StreamsTest::payloads)).hasRootCauseInstanceOf(TimeoutException.class);
            released.countDown();
            assertThat(slow.join()).hasSize(4);
            assertThat(streams.fold(streams(1), StreamsTest::payloads)).hasSize(1);
        }
    }

    private static boolean wait(CountDownLatch released) {
        try {
            return released.await(LONG.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
