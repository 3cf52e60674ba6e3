package dev.agentpairing.commandside.axon;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;

import dev.agentpairing.commandside.axon.Node.Ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two agents that were paired ten thousand times are paired as fast as two that never were. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("its times are looked at")
class AgedConnectionTest {

    private static final int PAST_PAIRINGS = 10_000;

    private final Node node = Node.shared();
    private Ground aged;
    private Ground fresh;

    @BeforeAll
    void grow() {
        aged = node.ground("team");
        fresh = node.ground("team");
        node.age(aged, PAST_PAIRINGS);
        await().until(() -> node.snapshot(aged.connection()) > 2 * PAST_PAIRINGS - 1000);
    }

    /** Milliseconds that a proposal takes, in the middle of many; taken in turns, so that both see the same machine. */
    private List<Double> medians(int times, Runnable beforeEach) {
        var ofAged = new ArrayList<Long>();
        var ofFresh = new ArrayList<Long>();
        for (int i = 0; i < times; i++) {
            ofAged.add(nanosOfProposal(aged, beforeEach));
            ofFresh.add(nanosOfProposal(fresh, beforeEach));
        }
        return List.of(median(ofAged), median(ofFresh));
    }

    private long nanosOfProposal(Ground ground, Runnable beforeEach) {
        var proposal = ground.proposal();
        beforeEach.run();
        long start = System.nanoTime();
        node.act(proposal);
        long taken = System.nanoTime() - start;
        node.act(ground.revocation(proposal.pairingId()));
        return taken;
    }

    private static double median(List<Long> nanos) {
        Collections.sort(nanos);
        return nanos.get(nanos.size() / 2) / 1e6;
    }

    /**
     * The embedded database writes its file at every commit, so what is committed in groups must cost fewer writes than events.
     */
    @Test
    void events_stored_in_groups_are_written_to_the_file_in_groups() {
        long events = count("select count(*) from domain_event");
        long writes = count("select setting_value from information_schema.settings where setting_name = 'info.FILE_WRITE'");
        assertThat(writes).isLessThan(events / 2);
    }

    private long count(String question) {
        return node.sql().queryForObject(question, Long.class);
    }

    @Test
    void a_proposal_takes_no_longer_where_ten_thousand_went_before() {
        medians(50, () -> {});
        var medians = medians(101, () -> {});
        assertThat(medians.getFirst()).as("milliseconds, aged and fresh: %s", medians).isLessThan(1.5 * medians.getLast() + 0.2);
    }

    @Test
    void a_proposal_that_finds_nothing_in_memory_reads_a_snapshot_and_not_the_whole_past() {
        Runnable forget = node.bean(AggregateCache.class)::clear;
        medians(5, forget);
        var medians = medians(21, forget);
        assertThat(medians.getFirst()).as("milliseconds, aged and fresh: %s", medians).isLessThan(medians.getLast() + 60);
    }
}
