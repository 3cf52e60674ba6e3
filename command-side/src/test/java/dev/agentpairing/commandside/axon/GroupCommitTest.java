package dev.agentpairing.commandside.axon;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.axoniq.axonserver.connector.impl.StreamClosedException;
import io.axoniq.axonserver.connector.impl.StreamTimeoutException;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandResultMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.agentpairing.commandside.account.Account;
import dev.agentpairing.commandside.axon.BusOnADatabase.Work;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.Refused;
import dev.agentpairing.messages.account.AccountEvent;
import dev.agentpairing.messages.account.AccountEvent.AccountOpened;
import dev.agentpairing.messages.account.AccountEvent.PlanChanged;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class GroupCommitTest {

    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(1, 2);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final BusOnADatabase on = new BusOnADatabase();

    @AfterEach
    void close() {
        on.close();
    }

    private static AccountOpened opened(UUID account) {
        return new AccountOpened(account, new UUID(3, 1), "free", NOON);
    }

    private static PlanChanged changed(UUID account, String plan) {
        return new PlanChanged(account, plan, NOON);
    }

    private Work open(UUID account) {
        return append(account, opened(account));
    }

    private Work append(UUID account, AccountEvent... events) {
        return () -> {
            on.accounts.find(account).record(List.of(events));
            return "done";
        };
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

    private static Object refusalOf(CommandResultMessage<?> result) {
        assertThat(result.isExceptional()).isTrue();
        assertThat(result.exceptionResult()).isInstanceOf(CommandExecutionException.class);
        return result.<Refused>exceptionDetails().orElseThrow().refusal();
    }

    private static List<Boolean> failed(List<CommandResultMessage<?>> results) {
        return results.stream().map(CommandResultMessage::isExceptional).toList();
    }

    @Test
    void a_command_is_answered_with_what_its_handler_returned() {
        assertThat(on.send(() -> "done").join().getPayload()).isEqualTo("done");
    }

    @Test
    void a_command_is_answered_only_when_its_events_are_stored() {
        var seen = on.send(open(ONE)).thenApply(_ -> on.stored(ONE));
        assertThat(seen.join()).containsExactly(opened(ONE));
    }

    @Test
    void a_refused_command_leaves_the_others_of_its_group_stored() {
        var results = on.sendTogether(open(ONE), refuse(), open(TWO));
        assertThat(failed(results)).containsExactly(false, true, false);
        assertThat(Stream.of(ONE, TWO).map(on::stored)).containsExactly(List.of(opened(ONE)), List.of(opened(TWO)));
    }

    @Test
    void a_refused_command_is_answered_with_its_refusal() {
        assertThat(refusalOf(on.sendTogether(open(ONE), refuse()).get(1))).isEqualTo(Refusal.PAIRING_EXISTS);
    }

    static Stream<Throwable> surprises() {
        return Stream.of(new IllegalStateException("a fault"), new Exception("a checked one"), new AssertionError("an error"),
                new StackOverflowError());
    }

    private static Work surprise(Throwable surprise) {
        return () -> {
            if (surprise instanceof Error e) {
                throw e;
            }
            throw (Exception) surprise;
        };
    }

    @ParameterizedTest
    @MethodSource("surprises")
    void a_handler_that_fails_unexpectedly_fails_alone(Throwable surprise) {
        assertThat(failed(on.sendTogether(open(ONE), surprise(surprise), open(TWO)))).containsExactly(false, true, false);
    }

    @ParameterizedTest
    @MethodSource("surprises")
    void what_the_others_did_is_stored_when_a_handler_fails_unexpectedly(Throwable surprise) {
        on.sendTogether(open(ONE), surprise(surprise), open(TWO));
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
        on.sendTogether(open(ONE), () -> {
            append(ONE, changed(ONE, "team")).run();
            throw new IllegalStateException("a fault");
        });
        assertThat(on.stored(ONE)).containsExactly(opened(ONE));
    }

    @Test
    void commands_of_a_group_see_each_others_events() {
        var results = on.sendTogether(open(ONE), append(ONE, changed(ONE, "team")), () -> plan(ONE));
        assertThat(results.get(2).getPayload()).isEqualTo("team");
    }

    private String plan(UUID account) {
        return ((Account.Open) on.accounts.find(account).state()).plan();
    }

    @Test
    void every_answer_says_how_many_events_the_command_caused() {
        var results = on.sendTogether(
                open(ONE), () -> plan(ONE), append(ONE, changed(ONE, "a"), changed(ONE, "b"), changed(ONE, "c")), refuse(),
                open(TWO));
        assertThat(results.stream().map(result -> result.getMetaData().get("events"))).containsExactly(1, 0, 3, 0, 1);
    }

    @Test
    void a_retried_command_counts_the_events_of_its_last_try_alone() {
        on.send(open(ONE)).join();
        var tries = new AtomicInteger();
        assertThat(on.send(overtaken(tries, 2)).join().getMetaData()).containsEntry("events", 1);
    }

    /** Another node appends to the stream after it was loaded here, in the first so many tries. */
    private Work overtaken(AtomicInteger tries, int times) {
        return () -> {
            var account = on.accounts.find(ONE);
            account.state();
            if (tries.incrementAndGet() <= times) {
                on.appendElsewhere(ONE, account.version() + 1, changed(ONE, "by the other node " + tries));
            }
            account.record(List.of(changed(ONE, "by this node after " + plan(ONE))));
            return plan(ONE);
        };
    }

    @Test
    void a_command_that_another_node_overtook_decides_again_on_what_is_there_now() {
        on.send(open(ONE)).join();
        on.send(overtaken(new AtomicInteger(), 1)).join();
        assertThat(on.stored(ONE)).containsExactly(opened(ONE), changed(ONE, "by the other node 1"),
                changed(ONE, "by this node after by the other node 1"));
    }

    @Test
    void a_command_that_another_node_overtook_is_answered_cleanly() {
        on.send(open(ONE)).join();
        assertThat(on.send(overtaken(new AtomicInteger(), 2)).join().getPayload())
                .isEqualTo("by this node after by the other node 2");
    }

    @Test
    void what_shared_a_group_with_an_overtaken_command_is_stored_once() {
        on.send(open(ONE)).join();
        on.sendTogether(open(TWO), overtaken(new AtomicInteger(), 2));
        assertThat(on.stored(TWO)).containsExactly(opened(TWO));
    }

    @Test
    void a_stream_that_another_node_began_is_seen_when_the_command_decides_again() {
        var tries = new AtomicInteger();
        var result = on.send(() -> {
            var account = on.accounts.find(ONE);
            if (account.state() instanceof Account.Open) {
                throw Refusals.because(Refusal.EMAIL_TAKEN);
            }
            if (tries.incrementAndGet() == 1) {
                on.appendElsewhere(ONE, 0, opened(ONE));
            }
            account.record(List.of(opened(ONE)));
            return "done";
        }).join();
        assertThat(refusalOf(result)).isEqualTo(Refusal.EMAIL_TAKEN);
    }

    @Test
    void a_refusal_is_never_tried_again() {
        var tries = new AtomicInteger();
        on.sendTogether(open(ONE), countedAs(tries, refuse()), open(TWO));
        assertThat(tries).hasValue(1);
    }

    @Test
    void a_failure_of_a_single_command_is_never_tried_again() {
        var tries = new AtomicInteger();
        on.send(countedAs(tries, surprise(new IllegalStateException("a fault")))).join();
        assertThat(tries).hasValue(1);
    }

    @Test
    void a_conflict_that_never_ends_is_answered_as_unavailable() {
        on.send(open(ONE)).join();
        assertThat(refusalOf(on.send(overtaken(new AtomicInteger(), Integer.MAX_VALUE)).join())).isEqualTo(Refusal.UNAVAILABLE);
    }

    @Test
    void a_conflict_that_never_ends_is_given_up_after_some_tries() {
        on.send(open(ONE)).join();
        var tries = new AtomicInteger();
        on.send(overtaken(tries, Integer.MAX_VALUE)).join();
        assertThat(tries.get()).isBetween(5, 30);
    }

    @Test
    void a_conflict_that_never_ends_does_not_keep_the_rest_of_its_group_from_being_stored() {
        on.send(open(ONE)).join();
        var results = on.sendTogether(open(TWO), overtaken(new AtomicInteger(), Integer.MAX_VALUE));
        assertThat(failed(results)).containsExactly(false, true);
        assertThat(on.stored(TWO)).containsExactly(opened(TWO));
    }

    @Test
    void commands_that_wait_are_handled_before_the_bus_stops() {
        var gate = new CountDownLatch(1);
        var answers = new ArrayList<CompletableFuture<CommandResultMessage<?>>>();
        answers.add(on.send(() -> {
            gate.await();
            return "through";
        }));
        for (int i = 0; i < 600; i++) {
            answers.add(on.send(open(new UUID(2, i))));
        }
        var stopped = CompletableFuture.runAsync(on.bus::stop);
        gate.countDown();
        stopped.join();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.getNow(null)).isNotNull()
                .matches(result -> !result.isExceptional()));
    }

    @Test
    void a_command_that_comes_after_the_stop_is_unavailable() {
        on.bus.stop();
        assertThat(refusalOf(on.send(open(ONE)).join())).isEqualTo(Refusal.UNAVAILABLE);
    }

    /** A command can come in at the very moment in which the thread that handles commands looks for the last time. */
    @Test
    void no_command_is_left_without_an_answer_when_the_bus_stops() throws Exception {
        var answers = new ConcurrentLinkedQueue<CompletableFuture<CommandResultMessage<?>>>();
        for (int round = 0; round < 60; round++) {
            var senders = Stream.generate(() -> Thread.ofPlatform().unstarted(() -> {
                for (int i = 0; i < 50; i++) {
                    answers.add(on.send(() -> "done"));
                }
            })).limit(2).toList();
            senders.forEach(Thread::start);
            on.bus.stop();
            for (var sender : senders) {
                sender.join();
            }
            assertThat(answers.stream().filter(answer -> !answer.isDone()).count()).isZero();
            answers.clear();
            on.bus.start();
        }
    }

    @Test
    void a_command_past_the_bound_of_the_queue_is_unavailable_at_once() {
        var gate = new CountDownLatch(1);
        on.send(() -> {
            gate.await();
            return "through";
        });
        var answers = Stream.generate(() -> on.send(() -> "done")).limit(6000).toList();
        var refused = answers.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join).toList();
        gate.countDown();
        assertThat(refused).hasSizeBetween(1, 5999)
                .allSatisfy(result -> assertThat(refusalOf(result)).isEqualTo(Refusal.UNAVAILABLE));
    }

    @Test
    void what_was_within_the_bound_of_the_queue_is_handled() {
        var gate = new CountDownLatch(1);
        on.send(() -> {
            gate.await();
            return "through";
        });
        var answers = Stream.generate(() -> on.send(() -> "done")).limit(6000).toList();
        var waiting = answers.stream().filter(answer -> !answer.isDone()).toList();
        gate.countDown();
        assertThat(waiting).allSatisfy(answer -> assertThat(answer.join().getPayload()).isEqualTo("done"));
    }

    static Stream<RuntimeException> silences() {
        return Stream.of(new RuntimeException("loading timed out", new StreamTimeoutException()), new StreamClosedException(null));
    }

    @ParameterizedTest
    @MethodSource("silences")
    void a_stream_that_axon_server_does_not_send_is_unavailable(RuntimeException silence) {
        assertThat(refusalOf(on.send(surprise(silence)).join())).isEqualTo(Refusal.UNAVAILABLE);
    }

    @Test
    void a_dead_database_is_unavailable() {
        on.database.close();
        assertThat(refusalOf(on.send(open(ONE)).join())).isEqualTo(Refusal.UNAVAILABLE);
    }

    @Test
    void a_dead_database_is_noticed_quickly_by_a_whole_group() {
        on.database.close();
        var answers = Stream.generate(() -> on.send(open(ONE))).limit(200).toList();
        assertThat(CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))).succeedsWithin(Duration.ofSeconds(3));
    }

    @Test
    void a_database_that_dies_under_a_group_makes_all_of_it_unavailable() {
        var results = on.sendTogether(open(ONE), () -> {
            on.execute("shutdown immediately");
            return "done";
        }, open(TWO));
        assertThat(results).allSatisfy(result -> assertThat(refusalOf(result)).isEqualTo(Refusal.UNAVAILABLE));
    }

    @Test
    void what_could_not_be_stored_is_forgotten() {
        on.send(open(ONE)).join();
        on.execute("alter table domain_event rename column payload to gone");
        on.send(append(ONE, changed(ONE, "team"))).join();
        on.execute("alter table domain_event rename column gone to payload");
        assertThat(on.send(() -> plan(ONE)).join().getPayload()).isEqualTo("free");
    }
}
