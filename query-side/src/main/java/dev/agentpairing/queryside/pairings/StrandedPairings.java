package dev.agentpairing.queryside.pairings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;

import static dev.agentpairing.queryside.rows.Columns.bind;
import static dev.agentpairing.queryside.rows.Columns.id;

/**
 * Which pairings are open though an agent of theirs has no key. As a rule there are none: what is open with an agent ends in the append
 * that takes its key away. One that another node lets begin in that very moment is left.
 */
record StrandedPairings(JdbcTemplate jdbc) {

    private static final String EVER = """
            select p.pairing_id, g.agent_id from view_pairing p join view_pairing_agent g on g.agent_id = p.agent_a
            where p.status <> 'REVOKED' and g.key_version = 0
            union all
            select p.pairing_id, g.agent_id from view_pairing p join view_pairing_agent g on g.agent_id = p.agent_b
            where p.status <> 'REVOKED' and g.key_version = 0""";

    private static final String AGENTS = "select agent_id, account_id from view_pairing_agent where key_version = 0 and changed_at >= ?";

    /** There is an index on the accounts of a pairing with the time, none on each of its agents. */
    private static final String LATELY = """
            select p.pairing_id, g.agent_id from view_pairing p join view_pairing_agent g on g.agent_id in (p.agent_a, p.agent_b)
            where p.proposer_id = any(?) and p.created_at >= ? and p.status <> 'REVOKED' and g.agent_id = any(?) and g.key_version = 0
            union all
            select p.pairing_id, g.agent_id from view_pairing p join view_pairing_agent g on g.agent_id in (p.agent_a, p.agent_b)
            where p.other_id = any(?) and p.created_at >= ? and p.status <> 'REVOKED' and g.agent_id = any(?) and g.key_version = 0""";

    /** @param agentId the one without a key */
    record Stranded(UUID pairingId, UUID agentId) {}

    /** Looks at all there is. */
    List<Stranded> ever() {
        return jdbc.query(EVER, StrandedPairings::stranded);
    }

    /** Where agent and pairing have changed since: one question, and a second one only if there is such an agent. */
    List<Stranded> since(Instant moment) {
        var agents = new HashSet<UUID>();
        var accounts = new HashSet<UUID>();
        jdbc.query(AGENTS, row -> {
            agents.add(id(row, "agent_id"));
            accounts.add(id(row, "account_id"));
        }, bind(moment));
        return agents.isEmpty() ? List.of() : since(moment, agents, accounts);
    }

    private List<Stranded> since(Instant moment, Set<UUID> agents, Set<UUID> accounts) {
        return jdbc.query(connection -> {
            var statement = connection.prepareStatement(LATELY);
            for (int select = 0; select < 2; select++) {
                statement.setArray(3 * select + 1, connection.createArrayOf("uuid", accounts.toArray()));
                statement.setObject(3 * select + 2, bind(moment));
                statement.setArray(3 * select + 3, connection.createArrayOf("uuid", agents.toArray()));
            }
            return statement;
        }, StrandedPairings::stranded);
    }

    private static Stranded stranded(ResultSet row, int number) throws SQLException {
        return new Stranded(id(row, "pairing_id"), id(row, "agent_id"));
    }
}
