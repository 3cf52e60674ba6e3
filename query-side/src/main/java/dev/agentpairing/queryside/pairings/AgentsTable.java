package dev.agentpairing.queryside.pairings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.queryside.rows.Table;
import dev.agentpairing.queryside.rows.ViewsDatabase;

import static dev.agentpairing.queryside.rows.Columns.id;
import static dev.agentpairing.queryside.rows.Columns.time;

final class AgentsTable extends Table<UUID, AgentRow> {

    AgentsTable(ViewsDatabase database) {
        super(database, "view_pairing_agent", "uuid", "agent_id", "account_id", "slug", "name", "public_key", "key_version",
                "deleted", "changed_at");
    }

    @Override
    protected UUID key(AgentRow row) {
        return row.agentId();
    }

    @Override
    protected AgentRow row(ResultSet values) throws SQLException {
        return read(values);
    }

    static AgentRow read(ResultSet values) throws SQLException {
        return new AgentRow(id(values, "agent_id"), id(values, "account_id"), values.getString("slug"), values.getString("name"),
                values.getString("public_key"), values.getInt("key_version"), values.getBoolean("deleted"), time(values, "changed_at"));
    }

    @Override
    protected List<@Nullable Object> values(AgentRow row) {
        return Arrays.asList(row.agentId(), row.accountId(), row.slug(), row.name(), row.publicKey(), row.keyVersion(),
                row.deleted(), row.changedAt());
    }
}
