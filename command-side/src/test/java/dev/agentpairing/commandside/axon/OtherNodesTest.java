package dev.agentpairing.commandside.axon;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.axonframework.common.caching.Cache;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.agentpairing.commandside.storage.LogTail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What another node appends goes into the log past this node's event store. */
class OtherNodesTest {

    private static final Duration SETTLED = Duration.ofMillis(1001);

    private final BreakableLog log = new BreakableLog();
    private final EmbeddedEventStore events = EmbeddedEventStore.builder().storageEngine(log).optimizeEventConsumption(false).build();
    private final AggregateCache cache = new AggregateCache(100);
    private final Cache agents = cache.of("Agent");
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000); // such a clock may overflow at any time
    private final AppendedElsewhere elsewhere = new AppendedElsewhere(Tail::new, nanos::get);
    private final OtherNodes others = new OtherNodes(elsewhere, cache);
    private Runnable beforeTheNextReading = () -> {};

    private final class Tail implements LogTail {

        private final LogTail all = new StreamTail(events);

        @Override
        public List<Appended> next() {
            var meanwhile = beforeTheNextReading;
            beforeTheNextReading = () -> {};
            meanwhile.run();
            return all.next();
        }

        @Override
        public void close() {
            all.close();
        }
    }

    @BeforeEach
    void follow() {
        events.registerDispatchInterceptor(elsewhere);
        others.look();
        pass(SETTLED);
        others.look();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static GenericDomainEventMessage<String> event(String agent, long sequence) {
        return new GenericDomainEventMessage<>("Agent", agent, sequence, "changed");
    }

    private void ownAppend(String agent, long sequence) {
        var unit = DefaultUnitOfWork.startAndGet(null);
        unit.execute(() -> events.publish(event(agent, sequence)));
    }

    private void kept(String agent) {
        agents.put(agent, "state");
    }

    @Test
    void what_another_node_changed_is_dropped() {
        kept("changed");
        kept("unchanged");
        log.appendEvents(event("changed", 0));
        pass(Duration.ofMillis(51));
        others.look();
        assertThat(List.of(agents.containsKey("changed"), agents.containsKey("unchanged"))).containsExactly(false, true);
    }

    @Test
    void own_events_drop_nothing() {
        kept("mine");
        ownAppend("mine", 0);
        pass(Duration.ofMillis(51));
        others.look();
        assertThat(agents.containsKey("mine")).isTrue();
    }

    @Test
    void own_events_that_are_stored_while_the_log_is_being_read_drop_nothing() {
        kept("mine");
        beforeTheNextReading = () -> ownAppend("mine", 0);
        pass(Duration.ofMillis(51));
        others.look();
        assertThat(agents.containsKey("mine")).isTrue();
    }

    @Test
    void own_events_that_are_read_in_the_moment_of_their_commit_drop_nothing() {
        kept("mine");
        var unit = DefaultUnitOfWork.startAndGet(null);
        unit.afterCommit(_ -> {
            pass(Duration.ofMillis(51));
            others.look();
        });
        unit.execute(() -> events.publish(event("mine", 0)));
        assertThat(agents.containsKey("mine")).isTrue();
    }

    @Test
    void what_another_node_stores_where_an_own_event_was_not_stored_drops_what_is_kept() {
        kept("contested");
        var unit = DefaultUnitOfWork.startAndGet(null);
        unit.onPrepareCommit(_ -> log.appendEvents(event("contested", 0)));
        unit.onCommit(_ -> {
            throw new IllegalStateException("the other one was faster");
        });
        assertThatThrownBy(() -> unit.execute(() -> events.publish(event("contested", 0)))).hasMessageContaining("faster");
        pass(Duration.ofMillis(51));
        others.look();
        assertThat(agents.containsKey("contested")).isFalse();
    }

    @Test
    void an_append_that_was_stored_though_its_commit_failed_drops_what_is_kept() {
        commitWithoutAnAnswer(() -> {});
        kept("mine");
        pass(Duration.ofMillis(51));
        others.look();
        assertThat(agents.containsKey("mine")).isFalse();
    }

    @Test
    void so_does_one_that_was_read_before_its_commit_failed() {
        commitWithoutAnAnswer(() -> {
            pass(Duration.ofMillis(51));
            others.look();
        });
        kept("mine");
        others.look();
        assertThat(agents.containsKey("mine")).isFalse();
    }

    /** Such a log has an event before the commit. */
    private void commitWithoutAnAnswer(Runnable meanwhile) {
        var unit = DefaultUnitOfWork.startAndGet(null);
        unit.onCommit(_ -> {
            meanwhile.run();
            throw new IllegalStateException("no answer");
        });
        assertThatThrownBy(() -> unit.execute(() -> events.publish(event("mine", 0)))).hasMessageContaining("no answer");
        assertThat(log.readEvents("mine").asStream()).hasSize(1);
    }

    @Test
    void an_event_of_another_node_after_an_own_one_drops_what_is_kept() {
        ownAppend("shared", 0);
        kept("shared");
        log.appendEvents(event("shared", 1));
        pass(Duration.ofMillis(51));
        others.look();
        assertThat(agents.containsKey("shared")).isFalse();
    }

    @Test
    void the_log_is_not_read_again_within_fifty_milliseconds() {
        pass(Duration.ofMillis(51));
        others.look();
        kept("changed");
        log.appendEvents(event("changed", 0));
        pass(Duration.ofMillis(49));
        others.look();
        assertThat(agents.containsKey("changed")).isTrue();
    }

    @Test
    void what_another_node_has_just_changed_is_found_by_a_second_look_and_is_not_stale_any_more() {
        kept("changed");
        others.look();
        log.appendEvents(event("changed", 0), event("not kept", 0));
        assertThat(List.of(others.stale(), others.stale())).containsExactly(true, false);
        assertThat(agents.containsKey("changed")).isFalse();
    }

    @Test
    void what_was_read_before_a_second_look_and_is_kept_after_it_is_dropped_by_the_next() {
        log.appendEvents(event("read just before", 0));
        assertThat(others.stale()).isFalse();
        kept("read just before");
        pass(Duration.ofMillis(51));
        others.look();
        assertThat(agents.containsKey("read just before")).isFalse();
    }

    @Test
    void while_the_log_cannot_be_read_all_is_loaded_anew_and_nothing_is_stale() {
        kept("a");
        log.broken = true;
        assertThat(others.stale()).isTrue();
        others.look();
        assertThat(others.stale()).isFalse();
    }

    @Test
    void nothing_is_kept_while_the_log_cannot_be_read_and_a_second_longer() {
        log.broken = true;
        pass(Duration.ofMillis(51));
        kept("a");
        others.look();
        assertThat(agents.containsKey("a")).isFalse();

        log.broken = false;
        kept("a");
        others.look();
        assertThat(agents.containsKey("a")).isFalse();

        pass(SETTLED);
        kept("a");
        others.look();
        assertThat(agents.containsKey("a")).isTrue();
    }

    @Test
    void after_too_much_to_read_everything_is_forgotten() {
        kept("unchanged");
        log.appendEvents(IntStream.range(0, 20_000).mapToObj(i -> event("other", i)).toList());
        pass(Duration.ofHours(1));
        others.look();
        assertThat(agents.containsKey("unchanged")).isFalse();
    }

    @Test
    void what_the_group_has_just_read_from_the_log_may_be_stale() {
        var stale = DefaultUnitOfWork.startAndGet(null).executeWithResult(() -> {
            Recorded.uses("read");
            boolean before = others.stale();
            CompletableFuture.runAsync(() -> log.appendEvents(event("read", 0))).join();
            return List.of(before, others.stale());
        });
        assertThat(stale.getPayload()).containsExactly(false, true);
    }
}
