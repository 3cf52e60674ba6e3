package dev.agentpairing.queryside.freshness;

import java.util.List;
import java.util.Map;

import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.Test;

import dev.agentpairing.messages.freshness.FreshnessQuery.Reached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LocalProgressTest {

    private final LocalProgress progress = new LocalProgress();

    @Test
    void who_asks_before_the_write_is_shown_is_woken_by_its_last_event() {
        var waiting = progress.write("command", 2);

        progress.advance(Map.of("command", new Written(1, 4)), at(4));
        assertThat(waiting).isNotDone();
        progress.advance(Map.of("command", new Written(1, 5)), at(5));

        assertThat(waiting.join()).isEqualTo(new Reached(true, 5));
    }

    @Test
    void who_asks_after_the_write_is_shown_does_not_wait() {
        progress.advance(Map.of("command", new Written(2, 7)), at(9));

        assertThat(progress.write("command", 2)).isCompletedWithValue(new Reached(true, 7));
    }

    @Test
    void a_write_without_events_is_shown_already() {
        progress.startAt(at(3));

        assertThat(progress.write("command", 0)).isCompletedWithValue(new Reached(true, 3));
    }

    @Test
    void the_events_of_another_command_wake_nobody() {
        var waiting = progress.write("command", 1);

        progress.advance(Map.of("other", new Written(1, 4)), at(4));

        assertThat(waiting).isNotDone();
    }

    @Test
    void who_waits_for_a_position_is_woken_when_it_is_passed() {
        var waiting = progress.position(5);

        progress.advance(Map.of(), at(4));
        assertThat(waiting).isNotDone();
        progress.advance(Map.of(), at(6));

        assertThat(waiting.join()).isEqualTo(new Reached(true, 5));
    }

    @Test
    void a_position_in_a_gap_is_not_reached_by_a_higher_one() {
        progress.startAt(GapAwareTrackingToken.newInstance(9, List.of(5L)));
        var waiting = progress.position(5);
        assertThat(progress.position(6)).isCompleted();
        assertThat(waiting).isNotDone();

        progress.advance(Map.of(), GapAwareTrackingToken.newInstance(9, List.of()));

        assertThat(waiting.join()).isEqualTo(new Reached(true, 5));
    }

    @Test
    void a_replay_has_reached_only_what_it_has_read_again() {
        progress.startAt(ReplayToken.createReplayToken(at(9), at(3)));

        assertThat(progress.position(3)).isCompleted();
        assertThat(progress.position(4)).isNotDone();
    }

    @Test
    void after_a_reset_nothing_is_shown() {
        progress.advance(Map.of("command", new Written(1, 4)), at(4));
        progress.forget();

        assertThat(progress.write("command", 1)).isNotDone();
        assertThat(progress.position(0)).isNotDone();
    }

    @Test
    void nobody_is_kept_who_no_longer_waits() {
        var givenUp = progress.write("command", 1);
        var woken = progress.position(2);
        givenUp.complete(new Reached(false, 0));

        progress.advance(Map.of(), at(2));
        woken.join();

        await().untilAsserted(() -> assertThat(progress.waiting()).isZero());
    }

    @Test
    void the_last_fifty_thousand_commands_are_remembered_the_newest_always() {
        for (var command = 0; command < 60_000; command++) {
            progress.advance(Map.of("command" + command, new Written(1, command)), at(command));
        }

        assertThat(progress.write("command10000", 1)).isCompleted();
        assertThat(progress.write("command59999", 1)).isCompleted();
        assertThat(progress.write("command9999", 1)).isNotDone();
    }

    private static TrackingToken at(long position) {
        return new GlobalSequenceTrackingToken(position);
    }
}
