package dev.agentpairing.queryside.agents;

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

final class AgentsTable extends Table<UUID, AgentRow> {

    AgentsTable(ViewsDatabase database) {
        super(database, "view_agent", "uuid", "agent_id", "account_id", "slug", "name", "description", "type", "metadata",
                "available", "state", "public_key", "signing_public_key", "key_version", "token_hash",
                "token_expires_at", "connected_at", "created_at");
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
        var profile = new AgentRow.Profile(values.getString("name"), values.getString("description"), values.getString("type"),
                values.getString("metadata"), values.getBoolean("available"));
        var access = new AgentRow.Access(values.getString("public_key"), values.getString("signing_public_key"),
                values.getInt("key_version"), values.getString("token_hash"), time(values, "token_expires_at"));
        return new AgentRow(id(values, "agent_id"), id(values, "account_id"), values.getString("slug"), profile,
                name(values, "state", AgentRow.State.class), access, time(values, "connected_at"), time(values, "created_at"));
    }

    @Override
    protected List<@Nullable Object> values(AgentRow row) {
        var profile = row.profile();
        var access = row.access();
        return Arrays.asList(row.agentId(), row.accountId(), row.slug(), profile.name(), profile.description(), profile.type(),
                profile.metadata(), profile.available(), row.state(), access.publicKey(), access.signingPublicKey(),
                access.keyVersion(), access.tokenHash(), access.tokenExpiresAt(), row.connectedAt(), row.createdAt());
    }
}
