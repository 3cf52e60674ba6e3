package dev.agentpairing.queryside.connections;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.queryside.rows.Table;
import dev.agentpairing.queryside.rows.ViewsDatabase;

import static dev.agentpairing.queryside.rows.Columns.id;
import static dev.agentpairing.queryside.rows.Columns.time;

final class EmailsTable extends Table<UUID, EmailRow> {

    EmailsTable(ViewsDatabase database) {
        super(database, "view_connection_email", "uuid", "account_id", "email_id", "opened_at");
    }

    @Override
    protected UUID key(EmailRow row) {
        return row.accountId();
    }

    @Override
    protected EmailRow row(ResultSet values) throws SQLException {
        return new EmailRow(id(values, "account_id"), id(values, "email_id"), time(values, "opened_at"));
    }

    @Override
    protected List<@Nullable Object> values(EmailRow row) {
        return List.of(row.accountId(), row.emailId(), row.openedAt());
    }
}
