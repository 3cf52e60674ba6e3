package dev.agentpairing.queryside.personal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.JdbcTemplate;

import static dev.agentpairing.queryside.rows.Columns.bind;

/**
 * Erases what was kept for something that never came to be, because the program died, or lost its database, between the words and the
 * events. Each row is looked at once, long after its events would have been stored; what an event refers to is never looked at again.
 */
final class Orphans implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
    private static final List<Kept> TABLES =
            List.of(new Kept("personal_person", "account_id"), new Kept("personal_invite", "connection_id"));

    /** A command is stored within seconds or not at all. */
    private static final Duration SETTLED_AFTER = Duration.ofHours(1);
    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int AT_ONCE = 1_000;

    private final JdbcTemplate jdbc;
    private final EventStore events;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("orphans").factory());

    /** @param key names the stream whose first event refers to the row */
    private record Kept(String table, String key) {}

    Orphans(JdbcTemplate jdbc, EventStore events) {
        this.jdbc = jdbc;
        this.events = events;
        timer.scheduleWithFixedDelay(this::sweepOrTryLater, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    private void sweepOrTryLater() {
        try {
            sweep(Instant.now().minus(SETTLED_AFTER));
        } catch (RuntimeException e) {
            LOG.warn("Personal data that nothing refers to could not be looked for; it is tried again: {}", e.toString());
        }
    }

    /** @param before what was kept later may still be waited for */
    void sweep(Instant before) {
        for (var kept : TABLES) {
            var unsettled = "select %s from %s where unsettled_since < ? limit %d".formatted(kept.key, kept.table, AT_ONCE);
            for (var id : jdbc.queryForList(unsettled, UUID.class, bind(before))) {
                settle(kept, id, before);
            }
        }
    }

    private void settle(Kept kept, UUID id, Instant before) {
        var settle = events.lastSequenceNumberFor(id.toString()).isPresent()
                ? "update %s set unsettled_since = null where %s = ? and unsettled_since < ?"
                : "delete from %s where %s = ? and unsettled_since < ?";
        jdbc.update(settle.formatted(kept.table, kept.key), id, bind(before));
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }
}
