package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.axonframework.common.caching.Cache;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AggregateCacheTest {

    private final AggregateCache cache = new AggregateCache(10);
    private final Cache pairings = cache.of("Pairing");

    private void kept(String... ids) {
        for (var id : ids) {
            pairings.put(id, "state of " + id);
        }
    }

    @Test
    void what_is_kept_is_there_next_time() {
        kept("a");
        assertThat(pairings.<String, String>get("a")).isEqualTo("state of a");
    }

    @Test
    void an_id_of_another_type_finds_nothing() {
        kept("a");
        assertThat(cache.of("Agent").<String, String>get("a")).isNull();
    }

    @Test
    void what_is_not_kept_is_missing() {
        var kept = new UUID(1, 1);
        var other = new UUID(1, 2);
        kept(kept.toString());
        assertThat(cache.missing("Pairing", List.of(kept, other))).containsExactly(other.toString());
        assertThat(cache.missing("Agent", List.of(kept))).containsExactly(kept.toString());
    }

    @Test
    void what_is_forgotten_is_gone_and_nothing_else_is() {
        var id = UUID.randomUUID();
        kept(id.toString(), "b");
        cache.forget("Pairing", id);
        assertThat(new boolean[] {pairings.containsKey(id.toString()), pairings.containsKey("b")}).containsExactly(false, true);
    }

    @Test
    void a_cleared_cache_is_empty() {
        kept("a", "b");
        cache.clear();
        assertThat(new boolean[] {pairings.containsKey("a"), pairings.containsKey("b")}).containsExactly(false, false);
    }

    @Test
    void many_of_one_type_push_out_none_of_another() {
        cache.of("Agent").put("b", "state");
        for (int i = 0; i < 100; i++) {
            kept("a" + i);
        }
        assertThat(cache.of("Agent").containsKey("b")).isTrue();
    }

    @Test
    void what_has_a_type_that_is_never_kept_is_not_here() {
        assertThat(cache.forget("Request", "a")).isFalse();
    }

    @Test
    void no_more_is_kept_than_there_is_room_for() {
        for (int i = 0; i < 100; i++) {
            kept("a" + i);
        }
        long present = IntStream.range(0, 100).filter(i -> pairings.containsKey("a" + i)).count();
        assertThat(present).isLessThanOrEqualTo(10);
    }
}
