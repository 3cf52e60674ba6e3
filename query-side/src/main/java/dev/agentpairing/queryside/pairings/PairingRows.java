package dev.agentpairing.queryside.pairings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.agent.AgentEvent;
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.queryside.deadletters.DeadLetters;
import dev.agentpairing.queryside.deadletters.Parking;
import dev.agentpairing.queryside.log.Streams;

/**
 * The rows of this view as they are now, or as they were at a moment. A row that has not changed since is what it was; the stream of
 * one that has is folded again, by the function that the projection folds it with.
 */
final class PairingRows {

    /** Where pairings are selected from. */
    static final String ALL = "view_pairing p ";

    private static final String PAIRINGS = "select p.* from ";
    private static final String AGENTS = "select * from view_pairing_agent where agent_id = any(?)";

    private static final Form<PairingRow, PairingEvent> PAIRING = new Form<>(
            PairingRow::pairingId, PairingRow::changedAt, PairingEvent.class, PairingEvent::at, PairingRow::after);
    private static final Form<AgentRow, AgentEvent> AGENT = new Form<>(
            AgentRow::agentId, AgentRow::changedAt, AgentEvent.class, AgentEvent::at, AgentRow::after);

    private final JdbcTemplate jdbc;
    private final Streams streams;
    private final Parking parking;

    PairingRows(JdbcTemplate jdbc, Streams streams, DeadLetters letters) {
        this.jdbc = jdbc;
        this.streams = streams;
        this.parking = letters.of(PairingRows.class);
    }

    /** @param version sequence number of the last event of the row's stream that it shows */
    record Seen<R>(R row, long version) {}

    /** How the rows of a table come about. */
    private record Form<R, E>(
            Function<R, UUID> stream, Function<R, Instant> changedAt, Class<E> events, Function<E, Instant> at,
            BiFunction<@Nullable R, E, R> after) {}

    /**
     * @param asOf null: as they are now
     * @param from the rest of the statement, which calls the pairing {@code p}
     */
    List<Seen<PairingRow>> pairings(@Nullable Instant asOf, String from, Object... parameters) {
        return asOf(asOf, PAIRING, jdbc.query(PAIRINGS + from,
                (values, number) -> new Seen<>(PairingsTable.read(values), values.getLong("version")), parameters));
    }

    /** By their ids; one that was not there yet is absent. */
    Map<UUID, AgentRow> agents(@Nullable Instant asOf, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var now = jdbc.query(connection -> {
            var statement = connection.prepareStatement(AGENTS);
            statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            return statement;
        }, (values, number) -> new Seen<>(AgentsTable.read(values), values.getLong("version")));
        var found = new HashMap<UUID, AgentRow>();
        asOf(asOf, AGENT, now).forEach(agent -> found.put(agent.row.agentId(), agent.row));
        return found;
    }

    private <R, E> List<Seen<R>> asOf(@Nullable Instant asOf, Form<R, E> form, List<Seen<R>> now) {
        if (asOf == null) {
            return now;
        }
        var changed = now.stream().map(Seen::row).filter(row -> form.changedAt.apply(row).isAfter(asOf)).map(form.stream).toList();
        if (changed.isEmpty()) {
            return now;
        }
        var discarded = parking.discarded(changed);
        var then = streams.fold(changed, events -> fold(form, asOf, events.filter(event -> !discarded.getOrDefault(
                event.getAggregateIdentifier(), Set.of()).contains(event.getSequenceNumber()))));
        var rows = new ArrayList<Seen<R>>(now.size());
        for (var seen : now) {
            var past = form.changedAt.apply(seen.row).isAfter(asOf) ? then.get(form.stream.apply(seen.row)) : seen;
            if (past != null) {
                rows.add(past);
            }
        }
        return rows;
    }

    /** Time never runs backwards within a stream. An event that is there twice counts once, as it does for the projection. */
    private static <R, E> @Nullable Seen<R> fold(Form<R, E> form, Instant asOf, Stream<DomainEventMessage<?>> events) {
        Seen<R> seen = null;
        var each = events.iterator();
        while (each.hasNext()) {
            var message = each.next();
            var event = form.events.cast(message.getPayload());
            if (form.at.apply(event).isAfter(asOf)) {
                return seen;
            }
            if (seen == null || seen.version < message.getSequenceNumber()) {
                seen = new Seen<>(form.after.apply(seen == null ? null : seen.row, event), message.getSequenceNumber());
            }
        }
        return seen;
    }
}
