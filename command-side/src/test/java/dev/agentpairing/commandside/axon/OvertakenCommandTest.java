package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import dev.agentpairing.commandside.account.Account;
import dev.agentpairing.commandside.axon.BusOnADatabase.Work;
import dev.agentpairing.messages.Refusal;

import static dev.agentpairing.commandside.axon.BusOnADatabase.changed;
import static dev.agentpairing.commandside.axon.BusOnADatabase.failed;
import static dev.agentpairing.commandside.axon.BusOnADatabase.opened;
import static dev.agentpairing.commandside.axon.BusOnADatabase.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

/** Another node was faster: the command decides again on what is there now. */
@Timeout(30)
@Execution(ExecutionMode.CONCURRENT)
class OvertakenCommandTest {

    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(1, 2);

    private final BusOnADatabase on = new BusOnADatabase();

    @AfterEach
    void close() {
        on.close();
    }

    @Test
    void a_retried_command_counts_the_events_of_its_last_try_alone() {
        on.send(on.open(ONE)).join();
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
            account.record(List.of(changed(ONE, "by this node after " + on.plan(ONE))));
            return on.plan(ONE);
        };
    }

    @Test
    void a_command_that_another_node_overtook_decides_again_on_what_is_there_now() {
        on.send(on.open(ONE)).join();
        on.send(overtaken(new AtomicInteger(), 1)).join();
        assertThat(on.stored(ONE)).containsExactly(opened(ONE), changed(ONE, "by the other node 1"),
                changed(ONE, "by this node after by the other node 1"));
    }

    @Test
    void what_stayed_in_memory_is_looked_after_before_the_next_try() {
        on.send(on.open(ONE)).join();
        var overtaken = overtaken(new AtomicInteger(), 1);
        on.changedElsewhere.set(true);
        assertThat(on.send(() -> on.changedElsewhere.get() + " " + overtaken.run()).join().getPayload())
                .isEqualTo("false by this node after by the other node 1");
    }

    @Test
    void a_command_that_another_node_overtook_is_answered_cleanly() {
        on.send(on.open(ONE)).join();
        assertThat(on.send(overtaken(new AtomicInteger(), 2)).join().getPayload())
                .isEqualTo("by this node after by the other node 2");
    }

    @Test
    void what_shared_a_group_with_an_overtaken_command_is_stored_once() {
        on.send(on.open(ONE)).join();
        on.sendTogether(on.open(TWO), overtaken(new AtomicInteger(), 2));
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
    void a_conflict_that_never_ends_is_answered_as_unavailable() {
        on.send(on.open(ONE)).join();
        assertThat(refusalOf(on.send(overtaken(new AtomicInteger(), Integer.MAX_VALUE)).join())).isEqualTo(Refusal.UNAVAILABLE);
    }

    @Test
    void a_conflict_that_never_ends_is_given_up_after_some_tries() {
        on.send(on.open(ONE)).join();
        var tries = new AtomicInteger();
        on.send(overtaken(tries, Integer.MAX_VALUE)).join();
        assertThat(tries.get()).isBetween(5, 30);
    }

    @Test
    void a_conflict_that_never_ends_does_not_keep_the_rest_of_its_group_from_being_stored() {
        on.send(on.open(ONE)).join();
        var results = on.sendTogether(on.open(TWO), overtaken(new AtomicInteger(), Integer.MAX_VALUE));
        assertThat(failed(results)).containsExactly(false, true);
        assertThat(on.stored(TWO)).containsExactly(opened(TWO));
    }
}
