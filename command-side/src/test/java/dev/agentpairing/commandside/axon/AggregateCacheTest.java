package dev.agentpairing.commandside.axon;

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

    private void seesOtherNodes() {
        cache.blind(false);
        cache.dropStale();
    }

    @Test
    void what_is_kept_is_there_for_the_next_group() {
        seesOtherNodes();
        kept("a");
        cache.dropStale();
        assertThat(pairings.<String, String>get("a")).isEqualTo("state of a");
    }

    @Test
    void an_id_of_another_type_finds_nothing() {
        seesOtherNodes();
        kept("a");
        assertThat(cache.of("Agent").<String, String>get("a")).isNull();
    }

    @Test
    void what_another_node_changed_is_dropped_before_the_next_group() {
        seesOtherNodes();
        kept("a", "b");
        cache.changedElsewhere("Pairing", "a");
        cache.dropStale();
        assertThat(new boolean[] {pairings.containsKey("a"), pairings.containsKey("b")}).containsExactly(false, true);
    }

    @Test
    void nothing_is_kept_while_other_nodes_cannot_be_seen() {
        seesOtherNodes();
        cache.blind(true);
        cache.dropStale();
        kept("a");
        cache.dropStale();
        assertThat(pairings.containsKey("a")).isFalse();
    }

    @Test
    void what_was_loaded_while_other_nodes_could_not_be_seen_is_dropped() {
        cache.dropStale();
        kept("a");
        cache.blind(false);
        cache.dropStale();
        assertThat(pairings.containsKey("a")).isFalse();
    }

    @Test
    void nothing_is_kept_before_other_nodes_can_be_seen_for_the_first_time() {
        kept("a");
        cache.dropStale();
        assertThat(pairings.containsKey("a")).isFalse();
    }

    @Test
    void no_more_is_kept_than_there_is_room_for() {
        seesOtherNodes();
        for (int i = 0; i < 100; i++) {
            kept("a" + i);
        }
        long present = IntStream.range(0, 100).filter(i -> pairings.containsKey("a" + i)).count();
        assertThat(present).isLessThanOrEqualTo(10);
    }
}
