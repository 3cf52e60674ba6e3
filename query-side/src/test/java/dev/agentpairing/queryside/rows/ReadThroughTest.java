package dev.agentpairing.queryside.rows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReadThroughTest {

    private final ReadThrough<String, String> values = new ReadThrough<>(100, (key, value) -> 1);
    private final AtomicInteger readings = new AtomicInteger();

    private Optional<String> count(String key) {
        return Optional.of(key + readings.incrementAndGet());
    }

    @Test
    void what_was_read_once_is_not_read_again() {
        values.get("a", this::count);
        assertThat(values.get("a", this::count)).contains("a1");
    }

    @Test
    void that_something_does_not_exist_is_remembered() {
        values.get("a", key -> Optional.empty());
        assertThat(values.get("a", this::count)).isEmpty();
    }

    @Test
    void what_was_dropped_is_read_again() {
        values.get("a", this::count);
        values.drop("a");
        assertThat(values.get("a", this::count)).contains("a2");
    }

    @Test
    void what_is_dropped_while_it_is_being_read_is_not_kept() throws Exception {
        var begun = new CountDownLatch(1);
        var dropped = new CountDownLatch(1);
        var slow = CompletableFuture.supplyAsync(() -> values.get("a", key -> {
            begun.countDown();
            await(dropped);
            return Optional.of("old");
        }), Thread::startVirtualThread);
        await(begun);
        values.drop("a");
        var anew = CompletableFuture.supplyAsync(() -> values.get("a", key -> Optional.of("new")), Thread::startVirtualThread);
        assertThat(anew).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(Optional.of("new"));
        dropped.countDown();
        assertThat(slow.join()).contains("old");
        assertThat(values.get("a", this::count)).contains("new");
    }

    @Test
    void a_failed_reading_is_not_remembered() {
        assertThatThrownBy(() -> values.get("a", key -> {
            throw new IllegalStateException("no database");
        })).hasMessageContaining("no database");
        assertThat(values.get("a", this::count)).contains("a1");
    }

    @Test
    void of_several_only_the_missing_ones_are_read() {
        values.get("a", this::count);
        assertThat(values.getAll(List.of("a", "b", "c"), missing -> {
            assertThat(missing).containsExactlyInAnyOrder("b", "c");
            return Map.of("b", "found");
        })).isEqualTo(Map.of("a", Optional.of("a1"), "b", Optional.of("found"), "c", Optional.empty()));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
