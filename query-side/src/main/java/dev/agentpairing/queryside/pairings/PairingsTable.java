package dev.agentpairing.queryside.pairings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.pairing.AgentPair;
import dev.agentpairing.messages.pairing.PairingStatus;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;
import dev.agentpairing.queryside.rows.Table;
import dev.agentpairing.queryside.rows.ViewsDatabase;

import static dev.agentpairing.queryside.rows.Columns.id;
import static dev.agentpairing.queryside.rows.Columns.name;
import static dev.agentpairing.queryside.rows.Columns.time;

final class PairingsTable extends Table<UUID, PairingRow> {

    PairingsTable(ViewsDatabase database) {
        super(database, "view_pairing", "uuid", "pairing_id", "connection_id", "agent_a", "agent_b", "proposer_id", "other_id",
                "permission", "status", "awaiting_id", "created_at", "due_at", "confirmed_at", "revoked_at",
                "revocation_reason", "revoked_by", "changed_at");
    }

    @Override
    protected UUID key(PairingRow row) {
        return row.pairingId();
    }

    @Override
    protected PairingRow row(ResultSet values) throws SQLException {
        return read(values);
    }

    static PairingRow read(ResultSet values) throws SQLException {
        return new PairingRow(id(values, "pairing_id"), id(values, "connection_id"),
                new AgentPair(id(values, "agent_a"), id(values, "agent_b")), id(values, "proposer_id"), id(values, "other_id"),
                name(values, "permission", Permission.class), name(values, "status", PairingStatus.class),
                id(values, "awaiting_id"), time(values, "created_at"), time(values, "due_at"), time(values,
                "confirmed_at"), time(values, "revoked_at"),
                name(values, "revocation_reason", RevocationReason.class), id(values, "revoked_by"), time(values, "changed_at"));
    }

    @Override
    protected List<@Nullable Object> values(PairingRow row) {
        return Arrays.asList(row.pairingId(), row.connectionId(), row.agents().a(), row.agents().b(), row.proposerId(),
                row.otherId(), row.permission(), row.status(), row.awaitingId(), row.createdAt(), row.dueAt(),
                row.confirmedAt(),
                row.revokedAt(), row.reason(), row.revokedBy(), row.changedAt());
    }
}
