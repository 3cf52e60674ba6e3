package dev.agentpairing.commandside.axon;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import org.axonframework.commandhandling.CommandResultMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.agentpairing.commandside.account.Account;
import dev.agentpairing.messages.account.AccountEvent.ConnectionGained;

import static dev.agentpairing.commandside.axon.BusOnADatabase.opened;
import static org.assertj.core.api.Assertions.assertThat;

/** What must not be read again is removed from the log. */
class CommittedStatesTest {

    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final BusOnADatabase on = new BusOnADatabase();
    private final AtomicInteger tries = new AtomicInteger();

    @BeforeEach
    void open() {
        on.send(on.open(ONE)).join();
        on.send(on.append(ONE, gained(1))).join();
        on.send(on.open(TWO)).join();
        assertThat(connections()).isEqualTo(Set.of(elsewhere(1)));
    }

    @AfterEach
    void close() {
        on.close();
    }

    private static ConnectionGained gained(long sequence) {
        return new ConnectionGained(ONE, elsewhere(sequence), NOON);
    }

    private static UUID elsewhere(long sequence) {
        return new UUID(1, sequence);
    }

    private static UUID here(long sequence) {
        return new UUID(2, sequence);
    }

    private void gainedElsewhere(long sequence) {
        on.appendElsewhere(ONE, sequence, gained(sequence));
    }

    private void removeBefore(long sequence) {
        on.execute("delete from domain_event where aggregate_identifier = '" + ONE + "' and sequence_number < " + sequence);
    }

    private Set<UUID> connectionsNow() {
        return Set.copyOf(((Account.Open) on.accounts.find(ONE).state()).connections());
    }

    private Object connections() {
        return on.send(this::connectionsNow).join().getPayload();
    }

    /** Loads the account, lets others append in the first tries, and appends. */
    private CommandResultMessage<?> overtaken(Runnable... inTheFirstTries) {
        return on.send(() -> {
            var account = on.accounts.find(ONE);
            var next = account.version() + 1;
            if (tries.incrementAndGet() <= inTheFirstTries.length) {
                inTheFirstTries[tries.get() - 1].run();
            }
            account.record(List.of(new ConnectionGained(ONE, here(next), NOON)));
            return connectionsNow();
        }).join();
    }

    @Test
    void after_another_node_was_faster_only_its_events_are_read() {
        assertThat(overtaken(() -> {
            gainedElsewhere(2);
            removeBefore(2);
        }).getPayload()).isEqualTo(Set.of(elsewhere(1), elsewhere(2), here(3)));
    }

    @Test
    void what_was_forgotten_is_read_from_where_it_was_known() {
        gainedElsewhere(2);
        removeBefore(2);
        on.memory.forget("Account", ONE);
        assertThat(connections()).isEqualTo(Set.of(elsewhere(1), elsewhere(2)));
    }

    @Test
    void what_a_vain_try_has_read_is_not_read_again() {
        assertThat(overtaken(() -> gainedElsewhere(2), () -> {
            gainedElsewhere(3);
            removeBefore(3);
        }).getPayload()).isEqualTo(Set.of(elsewhere(1), elsewhere(2), elsewhere(3), here(4)));
    }

    @Test
    void what_a_vain_try_has_recorded_is_no_part_of_what_is_known() {
        assertThat(overtaken(() -> gainedElsewhere(2)).getPayload()).isEqualTo(Set.of(elsewhere(1), elsewhere(2), here(3)));
        on.memory.forget("Account", ONE);
        assertThat(connections()).isEqualTo(Set.of(elsewhere(1), elsewhere(2), here(3)));
    }

    @Test
    void what_a_vain_try_only_looked_at_stays_in_memory() {
        assertThat(inMemoryAfterAVainTry(() -> {})).isEqualTo(true);
    }

    @Test
    void what_was_forgotten_during_a_vain_try_is_forgotten() {
        assertThat(inMemoryAfterAVainTry(() -> on.memory.forget("Account", TWO))).isEqualTo(false);
    }

    @Test
    void what_was_forgotten_with_all_else_during_a_vain_try_is_forgotten() {
        assertThat(inMemoryAfterAVainTry(on.memory::clear)).isEqualTo(false);
    }

    /** Whether the second account is in memory when the second try begins. */
    private Object inMemoryAfterAVainTry(Runnable meanwhile) {
        return on.send(() -> {
            var inMemory = on.memory.of("Account").containsKey(TWO.toString());
            on.accounts.find(TWO);
            var account = on.accounts.find(ONE);
            if (tries.incrementAndGet() == 1) {
                gainedElsewhere(2);
                meanwhile.run();
            }
            account.record(List.of(gained(account.version() + 1)));
            return inMemory;
        }).join().getPayload();
    }

    @Test
    void what_the_log_has_lost_is_not_known_any_more() {
        on.execute("delete from domain_event where aggregate_identifier = '" + ONE + "' and sequence_number = 1");
        on.memory.forget("Account", ONE);
        assertThat(connections()).isEqualTo(Set.of());
    }

    @Test
    void far_behind_a_snapshot_is_nearer() {
        LongStream.rangeClosed(2, 2002).forEach(this::gainedElsewhere);
        var state = new AccountAggregate(); // told apart by what it lacks
        state.on(opened(ONE));
        state.on(gained(1));
        on.snapshotElsewhere(ONE, 2002, state);
        on.memory.forget("Account", ONE);
        assertThat(connections()).isEqualTo(Set.of(elsewhere(1)));
    }
}
