package dev.agentpairing.commandside.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Axon's event storage with fewer questions to the database: a page of a stream that is not full is the last one, and the log is read by
 * "so many events from here" instead of "the events of so many positions", so that an empty answer needs no second look for a jump in
 * the positions. Reads are single statements without a transaction; appends take part in that of the unit of work.
 */
final class DatabaseEventStorage extends JdbcEventStorageEngine {

    private final String next;
    private final String inGaps;

    DatabaseEventStorage(Builder builder, EventSchema names) {
        super(builder);
        var position = names.globalIndexColumn();
        var select = "select " + names.trackedEventFields() + " from " + names.domainEventTable() + " where " + position;
        next = select + " > ? order by " + position + " limit ?";
        inGaps = select + " in (%s) union all (" + next + ") order by " + position;
    }

    @Override
    protected boolean fetchForAggregateUntilEmpty() {
        return false;
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

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Events are appended in a transaction or not at all");
        }
        super.appendEvents(events, serializer);
    }
}
