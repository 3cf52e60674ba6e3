package dev.agentpairing.commandside.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.jspecify.annotations.Nullable;

/** A row of the log, with its time read once. */
final class StoredEvent extends GenericDomainEventEntry<byte[]> {

    private final Instant time;

    private StoredEvent(EventSchema names, ResultSet row, @Nullable String stream, String id, String time) throws SQLException {
        super(row.getString(names.typeColumn()), stream, row.getLong(names.sequenceNumberColumn()), id, time,
                row.getString(names.payloadTypeColumn()), row.getString(names.payloadRevisionColumn()),
                row.getBytes(names.payloadColumn()), row.getBytes(names.metaDataColumn()));
        this.time = StoredTimes.read(time);
    }

    /** An event that is in no stream stands under its own id. */
    static StoredEvent in(EventSchema names, ResultSet row) throws SQLException {
        var id = row.getString(names.eventIdentifierColumn());
        var stream = row.getString(names.aggregateIdentifierColumn());
        return new StoredEvent(names, row, id.equals(stream) ? null : stream, id, row.getString(names.timestampColumn()));
    }

    @Override
    public Instant getTimestamp() {
        return time;
    }
}
