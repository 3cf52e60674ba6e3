package dev.agentpairing.queryside.connections;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.queryside.rows.Table;
import dev.agentpairing.queryside.rows.ViewsDatabase;

import static dev.agentpairing.queryside.rows.Columns.id;
import static dev.agentpairing.queryside.rows.Columns.name;
import static dev.agentpairing.queryside.rows.Columns.time;

final class ConnectionsTable extends Table<UUID, ConnectionRow> {

    ConnectionsTable(ViewsDatabase database) {
        super(database, "view_connection", "uuid", "connection_id", "inviter_id", "inviter_email_id", "invited_email_id",
                "invitee_id", "status", "created_at", "accepted_at", "revoked_at");
    }

    @Override
    protected UUID key(ConnectionRow row) {
        return row.connectionId();
    }

    @Override
    protected ConnectionRow row(ResultSet values) throws SQLException {
        return read(values);
    }

    static ConnectionRow read(ResultSet values) throws SQLException {
        return new ConnectionRow(id(values, "connection_id"), id(values, "inviter_id"), id(values, "inviter_email_id"),
                id(values, "invited_email_id"), id(values, "invitee_id"), name(values, "status", ConnectionRow.Status.class),
                time(values, "created_at"), time(values, "accepted_at"), time(values, "revoked_at"));
    }

    @Override
    protected List<@Nullable Object> values(ConnectionRow row) {
        return Arrays.asList(row.connectionId(), row.inviterId(), row.inviterEmailId(), row.invitedEmailId(), row.inviteeId(),
                row.status(), row.createdAt(), row.acceptedAt(), row.revokedAt());
    }
}
