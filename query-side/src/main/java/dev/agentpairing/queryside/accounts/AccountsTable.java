package dev.agentpairing.queryside.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.queryside.rows.Table;
import dev.agentpairing.queryside.rows.ViewsDatabase;

import static dev.agentpairing.queryside.rows.Columns.id;
import static dev.agentpairing.queryside.rows.Columns.time;

final class AccountsTable extends Table<UUID, AccountRow> {

    AccountsTable(ViewsDatabase database) {
        super(database, "view_account", "uuid", "account_id", "email_id", "plan", "created_at", "agents", "api_keys",
                "connections");
    }

    @Override
    protected UUID key(AccountRow row) {
        return row.accountId();
    }

    @Override
    protected AccountRow row(ResultSet values) throws SQLException {
        return read(values);
    }

    static AccountRow read(ResultSet values) throws SQLException {
        return new AccountRow(id(values, "account_id"), id(values, "email_id"), values.getString("plan"),
                time(values, "created_at"), values.getInt("agents"), values.getInt("api_keys"), values.getInt("connections"));
    }

    @Override
    protected List<@Nullable Object> values(AccountRow row) {
        return List.of(row.accountId(), row.emailId(), row.plan(), row.createdAt(), row.agents(), row.apiKeys(),
                row.connections());
    }
}
