package dev.agentpairing.commandside.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.axonframework.common.jdbc.JdbcUtils;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Axon's event storage with fewer questions to the database: a page of a stream that is not full is the last one, and the log is read by
 * "so many events from here" instead of "the events of so many positions", so that an empty answer needs no second look for a jump in
 * the positions. Reads are single statements without a transaction; appends take part in that of the unit of work.
 */
final class DatabaseEventStorage extends JdbcEventStorageEngine implements ReadAhead {

    /** Younger events may have gaps before them that other nodes are about to fill. */
    static final Duration GAPS_LAST = Duration.ofMinutes(1);

    private static final int LONGEST_GAP = 10_000;

    private final EventSchema names;
    private final String many;
    private final String next;
    private final String inGaps;

    DatabaseEventStorage(Builder builder, EventSchema names) {
        super(builder.gapTimeout(Math.toIntExact(GAPS_LAST.toMillis())).maxGapOffset(LONGEST_GAP));
        this.names = names;
        var position = names.globalIndexColumn();
        var stream = names.aggregateIdentifierColumn();
        many = "select " + names.trackedEventFields() + " from " + names.domainEventTable() + " where " + stream + " = any(?) and "
                + names.typeColumn() + " = ? order by " + stream + ", " + names.sequenceNumberColumn();
        var select = "select " + names.trackedEventFields() + " from " + names.domainEventTable() + " where " + position;
        next = select + " > ? order by " + position + " limit ?";
        inGaps = select + " in (%s) union all (" + next + ") order by " + position;
    }

    @Override
    protected boolean fetchForAggregateUntilEmpty() {
        return false;
    }

    @Override
    public void read(String type, Collection<String> streams) {
        if (streams.isEmpty()) {
            return;
        }
        var events = JdbcUtils.executeQuery(getConnection(), connection -> {
            var statement = connection.prepareStatement(many);
            statement.setArray(1, connection.createArrayOf("varchar", streams.toArray()));
            statement.setString(2, type);
            return statement;
        }, JdbcUtils.listResults(this::getDomainEventData), e -> new EventStoreException("Cannot read many streams", e));
        StreamsAhead.keep(events.stream().collect(Collectors.groupingBy(DomainEventData::getAggregateIdentifier)));
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readEventData(String stream, long first) {
        var ahead = first == 0 ? StreamsAhead.take(stream) : null;
        return ahead == null ? super.readEventData(stream, first) : ahead.stream();
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String stream) {
        return StreamsAhead.has(stream) ? Stream.empty() : super.readSnapshotData(stream);
    }

    @Override
    protected PreparedStatement readEventDataWithoutGaps(Connection connection, long position, int pageSize) throws SQLException {
        var statement = connection.prepareStatement(next);
        statement.setLong(1, position);
        statement.setInt(2, pageSize);
        return statement;
    }

    @Override
    protected PreparedStatement readEventDataWithGaps(Connection connection, long position, int pageSize, List<Long> gaps)
            throws SQLException {
        var statement = connection.prepareStatement(inGaps.formatted(String.join(", ", Collections.nCopies(gaps.size(), "?"))));
        int place = 1;
        for (var gap : gaps) {
            statement.setLong(place++, gap);
        }
        statement.setLong(place++, position);
        statement.setInt(place, pageSize);
        return statement;
    }

    /** As Axon's own, but for the reading of the time. */
    @Override
    protected TrackedEventData<?> getTrackedEventData(ResultSet row, @Nullable GapAwareTrackingToken before) throws SQLException {
        if (before == null) {
            return super.getTrackedEventData(row, null);
        }
        var event = StoredEvent.in(names, row);
        boolean young = event.getTimestamp().isAfter(GenericEventMessage.clock.instant().minus(GAPS_LAST));
        return new TrackedDomainEventData<>(before.advanceTo(row.getLong(names.globalIndexColumn()), young ? LONGEST_GAP : 0), event);
    }

    @Override
    protected DomainEventData<?> getDomainEventData(ResultSet row) throws SQLException {
        return StoredEvent.in(names, row);
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Events are appended in a transaction or not at all");
        }
        super.appendEvents(events, serializer);
    }
}
