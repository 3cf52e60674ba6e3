package dev.agentpairing.queryside.pairings;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.config.Configuration;
import org.axonframework.queryhandling.QueryGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Has pending pairings end when their time is over. What is due is read from the view, not kept by a timer, so what became due while
 * nothing ran ends soon after the next start; and every node may look, because a pairing's stream ends once.
 */
final class PendingExpiry implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PendingExpiry.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final int ROWS_AT_ONCE = 50_000;
    private static final Duration STOP_TAKES = Duration.ofSeconds(5);

    private final ExpirySweep sweep;
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private Thread sweeper = new Thread(() -> {});
    private boolean failing;

    PendingExpiry(JdbcTemplate jdbc, CommandBus commands, QueryGateway queries, Configuration axon) {
        this.sweep = new ExpirySweep(new DuePairings(jdbc, ROWS_AT_ONCE), commands, queries, axon);
    }

    private void work(CountDownLatch stop) {
        try {
            long pause;
            do {
                pause = Math.max(Duration.between(Instant.now(), sweep()).toNanos(), SHORTEST_PAUSE.toNanos());
            } while (!stop.await(pause, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return when to look again */
    private Instant sweep() {
        try {
            var next = sweep.run();
            failing = false;
            return next;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("Pairings that are due cannot be ended now; tried again every second until it works: {}", e.toString());
            }
            failing = true;
            return Instant.now().plus(ExpirySweep.AT_LEAST_EVERY);
        }
    }

    @Override
    public void start() {
        var stop = new CountDownLatch(1);
        stopped = stop;
        sweeper = Thread.ofPlatform().daemon().name("pending-expiry").start(() -> work(stop));
    }

    /** Before anything that it needs is stopped. It is not interrupted: H2 closes a file that an interrupted thread works on. */
    @Override
    public void stop() {
        stopped.countDown();
        try {
            sweeper.join(STOP_TAKES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
