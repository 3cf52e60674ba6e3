package dev.agentpairing.commandside.axon;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.account.AccountEvent.AccountOpened;
import dev.agentpairing.messages.account.AccountEvent.PlanChanged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(30)
@Execution(ExecutionMode.CONCURRENT)
class CommandMetersTest {

    private static final UUID ONE = new UUID(1, 1);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final BusOnADatabase on = new BusOnADatabase();

    @AfterEach
    void close() {
        on.close();
    }

    private double commands(String outcome, String code) {
        return on.meters.get("pairing.commands").tags("command", "work", "outcome", outcome, "code", code).counter().count();
    }

    private double count(String name) {
        return on.meters.get(name).counter().count();
    }

    @Test
    void a_command_that_nobody_has_sent_yet_is_shown() {
        assertThat(commands("accepted", "none")).isZero();
    }

    @Test
    void what_is_accepted_is_counted() {
        on.sendTogether(() -> "one", () -> "two");
        assertThat(commands("accepted", "none")).isEqualTo(3); // and the one that kept the bus busy
    }

    @Test
    void what_is_refused_is_counted_by_its_code() {
        on.sendTogether(() -> "done", () -> {
            throw Refusals.because(Refusal.PAIRING_EXISTS);
        });
        assertThat(commands("refused", "PAIRING_EXISTS")).isEqualTo(1);
    }

    @Test
    void what_fails_is_counted() {
        on.send(() -> {
            throw new IllegalStateException("a fault");
        }).join();
        assertThat(commands("failed", "none")).isEqualTo(1);
    }

    @Test
    void a_command_of_a_family_is_named_without_it() {
        var meters = new CommandMeters(on.meters);
        meters.expect("dev.agentpairing.messages.pairing.PairingCommand$ProposePairing");
        assertThat(on.meters.get("pairing.commands").tag("command", "ProposePairing").counter().count()).isZero();
    }

    @Test
    void each_time_another_node_was_faster_is_counted() {
        var tries = new AtomicInteger();
        on.send(() -> {
            on.accounts.find(ONE).record(List.of(new AccountOpened(ONE, new UUID(3, 1), "free", NOON)));
            return "done";
        }).join();
        on.send(() -> {
            var account = on.accounts.find(ONE);
            if (tries.incrementAndGet() <= 2) {
                on.appendElsewhere(ONE, account.version() + 1, new PlanChanged(ONE, "team", NOON));
            }
            account.record(List.of(new PlanChanged(ONE, "builder", NOON)));
            return "done";
        }).join();
        assertThat(count("pairing.command.retries")).isEqualTo(2);
    }

    @Test
    void what_is_decided_again_because_another_node_had_changed_it_is_counted() {
        on.changedElsewhere.set(true);
        assertThat(on.send(() -> "done").join().getPayload()).isEqualTo("done");
        assertThat(count("pairing.command.retries")).isEqualTo(1);
    }

    @Test
    void what_waits_is_seen_and_what_does_not_fit_is_counted() {
        var gate = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        on.send(() -> {
            begun.countDown();
            gate.await();
            return "through";
        });
        await().until(() -> begun.getCount() == 0);
        Stream.generate(() -> on.send(() -> "done")).limit(5000).toList();
        assertThat(on.meters.get("pairing.command.queue.size").gauge().value()).isEqualTo(4096);
        assertThat(count("pairing.command.queue.full")).isEqualTo(904);
        gate.countDown();
    }

    @Test
    void the_time_of_each_group_is_taken() {
        on.send(() -> "done").join();
        await().untilAsserted(() -> assertThat(on.meters.get("pairing.command.groups").timer().count()).isEqualTo(1));
    }
}
