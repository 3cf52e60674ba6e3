package dev.agentpairing.messages;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class Uuid7Test {

    @Test
    void an_id_is_a_uuid_of_version_7_and_of_the_variant_of_its_rfc() {
        var id = Uuid7.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void an_id_begins_with_its_time_in_milliseconds() {
        var before = System.currentTimeMillis();
        var at = Uuid7.next().getMostSignificantBits() >>> 16;

        assertThat(at).isBetween(before, System.currentTimeMillis() + 1_000); // ahead of the clock, where many were made at once
    }

    @Test
    void ids_made_one_after_the_other_sort_one_after_the_other() {
        var ids = Stream.generate(Uuid7::next).limit(10_000).map(UUID::toString).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void threads_never_make_the_same_id() throws Exception {
        List<UUID> made;
        try (var threads = Executors.newFixedThreadPool(8)) {
            var all = threads.invokeAll(Collections.<Callable<List<UUID>>>nCopies(8, Uuid7Test::many));
            made = all.stream().map(Future::resultNow).flatMap(List::stream).toList();
        }

        assertThat(made).hasSize(80_000).doesNotHaveDuplicates();
    }

    private static List<UUID> many() {
        return Stream.generate(Uuid7::next).limit(10_000).toList();
    }
}
