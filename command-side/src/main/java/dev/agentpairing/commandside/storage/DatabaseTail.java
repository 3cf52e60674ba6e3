package dev.agentpairing.commandside.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongSupplier;

import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The tail of a log in a database. Positions are given away before they are committed, so one that is passed over may still appear: it is
 * asked for again until it does, or until {@link #GIVEN_UP} has gone by, because a rolled back append never does.
 */
final class DatabaseTail implements LogTail {

    private static final int MOST_GAPS = 10_000;
    private static final Duration GIVEN_UP = Duration.ofMinutes(1);

    private final JdbcTemplate jdbc;
    private final LongSupplier nanos;
    private final String after;
    private final String within;
    private final TreeMap<Long, Long> gaps = new TreeMap<>();
    private long position;

    private record Found(long position, Appended appended) {}

    /** @param nanos a clock as {@link System#nanoTime} is one */
    DatabaseTail(JdbcTemplate jdbc, EventSchema names, LongSupplier nanos) {
        this.jdbc = jdbc;
        this.nanos = nanos;
        var at = names.globalIndexColumn();
        var select = "select " + String.join(", ", at, names.eventIdentifierColumn(), names.typeColumn(), names.aggregateIdentifierColumn())
                + " from " + names.domainEventTable() + " where ";
        after = select + at + " > ? order by " + at + " limit " + PAGE;
        within = select + at + " = any(?)";
        var last = jdbc.queryForObject("select max(" + at + ") from " + names.domainEventTable(), Long.class);
        position = last == null ? 0 : last;
    }

    @Override
    public List<Appended> next() {
        var late = gaps.isEmpty() ? List.<Found>of() : late();
        var found = read(after, position);
        long now = nanos.getAsLong();
        for (var event : found) {
            for (long passed = Math.max(position + 1, event.position - MOST_GAPS); passed < event.position; passed++) {
                gaps.put(passed, now);
            }
            position = event.position;
        }
        var appended = new ArrayList<Appended>(late.size() + found.size());
        late.forEach(event -> appended.add(event.appended));
        found.forEach(event -> appended.add(event.appended));
        return appended;
    }

    private List<Found> late() {
        var late = read(within, (Object) gaps.keySet().toArray(Long[]::new));
        late.forEach(event -> gaps.remove(event.position));
        long now = nanos.getAsLong();
        gaps.values().removeIf(since -> now - since > GIVEN_UP.toNanos());
        while (gaps.size() > MOST_GAPS) {
            gaps.pollFirstEntry();
        }
        return late;
    }

    private List<Found> read(String sql, Object parameter) {
        return jdbc.query(sql, (row, number) -> new Found(row.getLong(1), new Appended(row.getString(2), row.getString(3), row.getString(4))),
                parameter);
    }

    @Override
    public void close() {
        gaps.clear();
    }
}
