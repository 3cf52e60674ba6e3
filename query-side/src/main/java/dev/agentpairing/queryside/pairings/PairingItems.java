package dev.agentpairing.queryside.pairings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

import dev.agentpairing.messages.pairing.ETag;
import dev.agentpairing.messages.pairing.PairingQuery.Item;
import dev.agentpairing.messages.pairing.PairingQuery.Side;

/**
 * Pairings with both agents, as one account sees them: the perspective rule of the contract's section 2. Many pairings have few agents
 * between them, so those are read once each and not with every pairing.
 */
record PairingItems(JdbcTemplate jdbc) {

    private static final String PAIRINGS = "select p.* from view_pairing p ";
    private static final String AGENTS = "select * from view_pairing_agent where agent_id = any(?)";

    private record Pairing(PairingRow row, long version) {

        static Pairing read(ResultSet values) throws SQLException {
            return new Pairing(PairingsTable.read(values), values.getLong("version"));
        }
    }

    private record Agent(Side side, long version) {

        static Agent read(ResultSet values) throws SQLException {
            var row = AgentsTable.read(values);
            var side = new Side(row.agentId(), row.slug(), row.name(), row.accountId(), row.publicKey(), row.keyVersion());
            return new Agent(side, values.getLong("version"));
        }
    }

    /** @param where the rest of the statement, which calls the pairing {@code p} */
    List<Item> find(UUID viewer, String where, Object... parameters) {
        var pairings = jdbc.query(PAIRINGS + where, (values, number) -> Pairing.read(values), parameters);
        var agents = agentsOf(pairings);
        return pairings.stream().map(pairing -> item(viewer, pairing, agents)).toList();
    }

    private Map<UUID, Agent> agentsOf(List<Pairing> pairings) {
        if (pairings.isEmpty()) {
            return Map.of();
        }
        var ids = pairings.stream().flatMap(p -> Stream.of(p.row.agents().a(), p.row.agents().b())).distinct().toArray();
        return jdbc.query(connection -> {
            var statement = connection.prepareStatement(AGENTS);
            statement.setArray(1, connection.createArrayOf("uuid", ids));
            return statement;
        }, (ResultSetExtractor<Map<UUID, Agent>>) values -> {
            var agents = new HashMap<UUID, Agent>();
            while (values.next()) {
                var agent = Agent.read(values);
                agents.put(agent.side.agentId(), agent);
            }
            return agents;
        });
    }

    private static Item item(UUID viewer, Pairing pairing, Map<UUID, Agent> agents) {
        var p = pairing.row;
        var a = agents.get(p.agents().a());
        var b = agents.get(p.agents().b());
        var proposing = viewer.equals(p.proposerId());
        return new Item(p.pairingId(), a.side, b.side, p.status(), proposing ? p.permission() : p.permission().flipped(), p.permission(),
                p.proposerId(), p.createdAt(), p.expiresAt(), p.confirmedAt(), p.revokedAt(), p.reason(), p.revokedBy(), p.awaitingId(),
                ETag.of(proposing, pairing.version, a.version, b.version));
    }
}
