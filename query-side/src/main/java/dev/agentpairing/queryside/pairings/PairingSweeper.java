package dev.agentpairing.queryside.pairings;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.config.Configuration;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.freshness.FreshnessQuery.AwaitPosition;
import dev.agentpairing.messages.freshness.FreshnessQuery.Reached;
import dev.agentpairing.queryside.log.Streams;

/**
 * Has pairings end that nobody ends: pending ones when their time is over, and those left open without a key. Which they are is read from
 * the view, not kept by a timer, so what came about while nothing ran ends soon after the next start; and every node may look, because
 * a pairing's stream ends once.
 */
final class PairingSweeper implements SmartLifecycle {

    static final Duration AT_LEAST_EVERY = Duration.ofSeconds(1);

    /** Where clocks of nodes differ or an append takes long, something may have happened this long before it is seen at all. */
    static final Duration SEEN_LATE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(PairingSweeper.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(2);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);
    private static final Duration STOP_TAKES = Duration.ofSeconds(5);
    private static final int ROWS_AT_ONCE = 50_000;

    private final QueryGateway queries;
    private final Configuration axon;
    private final Supplier<Instant> shown = this::awaitViews;
    private final List<Supplier<Instant>> sweeps;
    private final Set<Supplier<Instant>> failing = new HashSet<>();
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private Thread sweeper = new Thread(() -> {});

    PairingSweeper(JdbcTemplate jdbc, CommandBus commands, QueryGateway queries, Configuration axon, Streams streams) {
        var ends = new EndCommands(commands);
        this.queries = queries;
        this.axon = axon;
        this.sweeps = List.of(
                new ExpirySweep(new DuePairings(jdbc, ROWS_AT_ONCE), ends)::run,
                new StrandedSweep(new StrandedPairings(jdbc), ends, streams)::run);
    }

    private void work(CountDownLatch stop) {
        try {
            long pause;
            do {
                pause = Math.max(Duration.between(Instant.now(), look()).toNanos(), SHORTEST_PAUSE.toNanos());
            } while (!stop.await(pause, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return when to look again */
    private Instant look() {
        var soon = Instant.now().plus(AT_LEAST_EVERY);
        return tried(shown) == null ? soon
                : sweeps.stream().map(this::tried).filter(Objects::nonNull).reduce(soon, (a, b) -> a.isBefore(b) ? a : b);
    }

    private @Nullable Instant tried(Supplier<Instant> part) {
        try {
            var answer = part.get();
            failing.remove(part);
            return answer;
        } catch (RuntimeException e) {
            if (failing.add(part)) {
                LOG.warn("Pairings that must end cannot be ended now; tried again every second until it works: {}", e.toString());
            }
            return null;
        }
    }

    /** What is stored now must be shown, or else it could be missed. */
    private Instant awaitViews() {
        var head = axon.eventStore().createHeadToken();
        var stored = new AwaitPosition(head == null ? -1 : head.position().orElse(-1), SHOWN_WITHIN);
        if (!queries.query(stored, Reached.class).orTimeout(ANSWERED_WITHIN.toSeconds(), TimeUnit.SECONDS).join().reached()) {
            throw new IllegalStateException("the views do not show yet what is stored");
        }
        return Instant.now();
    }

    @Override
    public void start() {
        var stop = new CountDownLatch(1);
        stopped = stop;
        sweeper = Thread.ofPlatform().daemon().name("pairing-sweeper").start(() -> work(stop));
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
