package dev.agentpairing.commandside.axon;

import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.axonframework.commandhandling.CommandResultMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import dev.agentpairing.messages.Refusal;

import static dev.agentpairing.commandside.axon.BusOnADatabase.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

/** Every command that was sent is answered, whether the bus stops or its queue is full. */
@Timeout(30)
@Execution(ExecutionMode.CONCURRENT)
class StoppingBusTest {

    private static final UUID ONE = new UUID(1, 1);

    private final BusOnADatabase on = new BusOnADatabase();

    @AfterEach
    void close() {
        on.close();
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
            answers.add(on.send(on.open(new UUID(2, i))));
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
        assertThat(refusalOf(on.send(on.open(ONE)).join())).isEqualTo(Refusal.UNAVAILABLE);
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
}
