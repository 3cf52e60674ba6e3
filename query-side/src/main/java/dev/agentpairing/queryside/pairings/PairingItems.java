package dev.agentpairing.queryside.pairings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

import org.springframework.jdbc.core.RowMapper;

import dev.agentpairing.messages.pairing.ETag;
import dev.agentpairing.messages.pairing.PairingQuery.Item;
import dev.agentpairing.messages.pairing.PairingQuery.Side;
import dev.agentpairing.messages.pairing.PairingStatus;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;

import static dev.agentpairing.queryside.rows.Columns.id;
import static dev.agentpairing.queryside.rows.Columns.name;
import static dev.agentpairing.queryside.rows.Columns.time;

/** Pairings with both agents, as one account sees them: the perspective rule of the contract's section 2. */
record PairingItems(UUID viewer) implements RowMapper<Item> {

    static final String SELECT = """
            select p.*,
                a.slug a_slug, a.name a_name, a.account_id a_account,
                a.public_key a_key, a.key_version a_key_version, a.version a_version,
                b.slug b_slug, b.name b_name, b.account_id b_account,
                b.public_key b_key, b.key_version b_key_version, b.version b_version
            from view_pairing p
            join view_pairing_agent a on a.agent_id = p.agent_a
            join view_pairing_agent b on b.agent_id = p.agent_b
            """;

    @Override
    public Item mapRow(ResultSet row, int number) throws SQLException {
        var proposer = id(row, "proposer_id");
        var proposing = viewer.equals(proposer);
        var raw = name(row, "permission", Permission.class);
        return new Item(id(row, "pairing_id"), side(row, "a"), side(row, "b"), name(row, "status", PairingStatus.class),
                proposing ? raw : raw.flipped(), raw, proposer,
                time(row, "created_at"), time(row, "expires_at"), time(row, "confirmed_at"), time(row, "revoked_at"),
                name(row, "revocation_reason", RevocationReason.class), id(row, "revoked_by"), id(row, "awaiting_id"),
                ETag.of(proposing, row.getLong("version"), row.getLong("a_version"), row.getLong("b_version")));
    }

    private static Side side(ResultSet row, String letter) throws SQLException {
        return new Side(id(row, "agent_" + letter), row.getString(letter + "_slug"), row.getString(letter + "_name"),
                id(row, letter + "_account"), row.getString(letter + "_key"), row.getInt(letter + "_key_version"));
    }
}
