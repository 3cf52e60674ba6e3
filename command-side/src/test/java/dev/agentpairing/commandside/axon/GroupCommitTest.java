package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.agentpairing.commandside.axon.BusOnADatabase.Work;
import dev.agentpairing.messages.Refusal;

import static dev.agentpairing.commandside.axon.BusOnADatabase.changed;
import static dev.agentpairing.commandside.axon.BusOnADatabase.failed;
import static dev.agentpairing.commandside.axon.BusOnADatabase.opened;
import static dev.agentpairing.commandside.axon.BusOnADatabase.refusalOf;
import static dev.agentpairing.commandside.axon.BusOnADatabase.surprise;
import static org.assertj.core.api.Assertions.assertThat;

/** Commands that wait share a transaction, and each of them has its own answer. */
@Timeout(30)
@Execution(ExecutionMode.CONCURRENT)
class GroupCommitTest {

    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(1, 2);

    private final BusOnADatabase on = new BusOnADatabase();

    @AfterEach
    void close() {
        on.close();
    }

    private Work refuse() {
        return () -> {
            throw Refusals.because(Refusal.PAIRING_EXISTS);
        };
    }

    private Work countedAs(AtomicInteger count, Work work) {
        return () -> {
            count.incrementAndGet();
            return work.run();
        };
    }

    @Test
    void a_command_is_answered_with_what_its_handler_returned() {
        assertThat(on.send(() -> "done").join().getPayload()).isEqualTo("done");
    }

    @Test
    void a_command_is_answered_only_when_its_events_are_stored() {
        var seen = on.send(on.open(ONE)).thenApply(_ -> on.stored(ONE));
        assertThat(seen.join()).containsExactly(opened(ONE));
    }

    @Test
    void a_refused_command_leaves_the_others_of_its_group_stored() {
        var results = on.sendTogether(on.open(ONE), refuse(), on.open(TWO));
        assertThat(failed(results)).containsExactly(false, true, false);
        assertThat(Stream.of(ONE, TWO).map(on::stored)).containsExactly(List.of(opened(ONE)), List.of(opened(TWO)));
    }

    @Test
    void a_refused_command_is_answered_with_its_refusal() {
        assertThat(refusalOf(on.sendTogether(on.open(ONE), refuse()).get(1))).isEqualTo(Refusal.PAIRING_EXISTS);
    }

    static Stream<Throwable> surprises() {
        return Stream.of(new IllegalStateException("a fault"), new Exception("a checked one"), new AssertionError("an error"),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("surprises")
    void a_handler_that_fails_unexpectedly_fails_alone(Throwable surprise) {
        assertThat(failed(on.sendTogether(on.open(ONE), surprise(surprise), on.open(TWO)))).containsExactly(false, true, false);
    }

    @ParameterizedTest
    @MethodSource("surprises")
    void what_the_others_did_is_stored_when_a_handler_fails_unexpectedly(Throwable surprise) {
        on.sendTogether(on.open(ONE), surprise(surprise), on.open(TWO));
        assertThat(Stream.of(ONE, TWO).map(on::stored)).containsExactly(List.of(opened(ONE)), List.of(opened(TWO)));
    }

    @ParameterizedTest
    @MethodSource("surprises")
    void the_bus_works_on_after_a_handler_failed_unexpectedly(Throwable surprise) {
        on.send(surprise(surprise)).join();
        assertThat(on.send(() -> "done").join().getPayload()).isEqualTo("done");
    }

    @Test
    void nothing_is_stored_of_a_command_that_fails_after_it_recorded_something() {
        on.sendTogether(on.open(ONE), () -> {
            on.append(ONE, changed(ONE, "team")).run();
            throw new IllegalStateException("a fault");
        });
        assertThat(on.stored(ONE)).containsExactly(opened(ONE));
    }

    @Test
    void commands_of_a_group_see_each_others_events() {
        var results = on.sendTogether(on.open(ONE), on.append(ONE, changed(ONE, "team")), () -> on.plan(ONE));
        assertThat(results.get(2).getPayload()).isEqualTo("team");
    }

    @Test
    void every_answer_says_how_many_events_the_command_caused() {
        var results = on.sendTogether(
                on.open(ONE), () -> on.plan(ONE), on.append(ONE, changed(ONE, "a"), changed(ONE, "b"), changed(ONE, "c")), refuse(),
                on.open(TWO));
        assertThat(results.stream().map(result -> result.getMetaData().get("events"))).containsExactly(1, 0, 3, 0, 1);
    }

    @Test
    void a_refusal_is_never_tried_again() {
        var tries = new AtomicInteger();
        on.sendTogether(on.open(ONE), countedAs(tries, refuse()), on.open(TWO));
        assertThat(tries).hasValue(1);
    }

    @Test
    void a_failure_of_a_single_command_is_never_tried_again() {
        var tries = new AtomicInteger();
        on.send(countedAs(tries, surprise(new IllegalStateException("a fault")))).join();
        assertThat(tries).hasValue(1);
    }

    /** A question asked after an append would wait for it, and might meet its failure. */
    @Test
    void the_log_is_looked_at_before_anything_is_appended() {
        on.sendTogether(on.open(ONE), () -> "appends nothing", on.open(TWO));
        assertThat(on.steps).endsWith("looks at the log", "appends 2");
    }
}
