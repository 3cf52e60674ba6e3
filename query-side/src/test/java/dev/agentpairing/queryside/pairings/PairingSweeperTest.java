package dev.agentpairing.queryside.pairings;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.config.Configuration;
import org.axonframework.queryhandling.QueryGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.pairing.PairingCommand.ExpirePairing;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.log.Streams;
import dev.agentpairing.queryside.rows.Dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** When {@link ExpirySweep} and {@link StrandedSweep} look. */
class PairingSweeperTest {

    private final RunningQuerySide side = RunningQuerySide.shared(Dialect.H2);
    private final World world = new World();
    private final SimpleCommandBus commands = SimpleCommandBus.builder().build();
    private final List<UUID> ended = new CopyOnWriteArrayList<>();
    private final PairingSweeper sweeper = new PairingSweeper(side.bean(JdbcTemplate.class), commands,
            side.bean(QueryGateway.class), side.bean(Configuration.class), side.bean(Streams.class));

    @AfterEach
    void stop() {
        sweeper.stop();
    }

    private void commandSideComes() {
        commands.subscribe(ExpirePairing.class.getName(), message -> ended.add(((ExpirePairing) message.getPayload()).pairingId()));
    }

    /** World gives a proposal a minute. */
    private UUID dueIn(Duration time) {
        var pairing = UUID.randomUUID();
        side.given(world.proposed(pairing, UUID.randomUUID(), UUID.randomUUID(), Permission.BOTH,
                Instant.now().minusSeconds(60).plus(time)));
        return pairing;
    }

    @Test
    void it_looks_at_once_after_a_start_and_again_when_something_is_due() {
        commandSideComes();
        var old = dueIn(Duration.ofDays(-30));
        var next = dueIn(Duration.ofMillis(800));
        sweeper.start();
        await().atMost(Duration.ofMillis(700)).until(() -> ended.contains(old));
        assertThat(ended).doesNotContain(next);
        await().atMost(Duration.ofSeconds(2)).until(() -> ended.contains(next));
    }

    @Test
    void it_goes_on_when_what_went_wrong_is_over() {
        var pairing = dueIn(Duration.ofSeconds(-1));
        sweeper.start();
        commandSideComes();
        await().atMost(Duration.ofSeconds(3)).until(() -> ended.contains(pairing));
    }

    @Test
    void it_runs_until_it_is_stopped_and_can_be_started_again() {
        assertThat(sweeper.isRunning()).isFalse();
        sweeper.start();
        assertThat(sweeper.isRunning()).isTrue();
        sweeper.stop();
        assertThat(sweeper.isRunning()).isFalse();
        commandSideComes();
        var pairing = dueIn(Duration.ofSeconds(-1));
        sweeper.start();
        await().atMost(Duration.ofSeconds(3)).until(() -> ended.contains(pairing));
    }
}
