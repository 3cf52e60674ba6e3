package dev.agentpairing.commandside.storage;

import java.sql.SQLException;
import java.util.Map;

import javax.sql.DataSource;

import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables of the event store: who creates them, and what they are called. */
public final class EventStoreSchema {

    private EventStoreSchema() {}

    /**
     * Brings the tables up to date. Several nodes may do so at once: one goes first.
     *
     * <p>H2 writes its file whenever its counter moves on, so it takes some positions at once, for all connections together. On PostgreSQL
     * each connection would keep those to itself, and the log would be out of order.
     */
    public static void migrate(DataSource database) {
        var flyway = Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/command-side")
                .table("command_side_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholders(Map.of("positions_at_once", isH2(database) ? "32" : "1"))
                .load();
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            if (!e.getMessage().startsWith("Unable to baseline")) {
                throw e;
            }
            flyway.migrate(); // another process, which began at the same instant, has made the table of the history
        }
    }

    static boolean isH2(DataSource database) {
        try (var connection = database.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("H2");
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot connect to the database of the event store", e);
        }
    }

    public static EventSchema names() {
        return EventSchema.builder()
                .eventTable("domain_event")
                .snapshotTable("snapshot_event")
                .globalIndexColumn("global_index")
                .timestampColumn("time_stamp")
                .eventIdentifierColumn("event_identifier")
                .aggregateIdentifierColumn("aggregate_identifier")
                .sequenceNumberColumn("sequence_number")
                .typeColumn("type")
                .payloadTypeColumn("payload_type")
                .payloadRevisionColumn("payload_revision")
                .payloadColumn("payload")
                .metaDataColumn("meta_data")
                .build();
    }
}
