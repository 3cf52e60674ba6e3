package dev.agentpairing.queryside.pairings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;

import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

import dev.agentpairing.messages.pairing.PairingQuery.Count;
import dev.agentpairing.messages.pairing.PairingQuery.CountPairings;
import dev.agentpairing.messages.pairing.PairingQuery.Counts;
import dev.agentpairing.messages.pairing.PairingQuery.GetPairing;
import dev.agentpairing.messages.pairing.PairingQuery.Item;
import dev.agentpairing.messages.pairing.PairingQuery.ListPairings;
import dev.agentpairing.messages.pairing.PairingQuery.Page;

import static dev.agentpairing.queryside.rows.Columns.bind;
import static dev.agentpairing.queryside.rows.Columns.id;

final class PairingsAnswers {

    private static final String GET = "where p.pairing_id = ? and (p.proposer_id = ? or p.other_id = ?)";

    /**
     * By connection of the account; two halves, so that each finds its rows by an index. Nobody is on both sides of a pairing.
     */
    private static final String COUNT = """
            select connection_id, sum(case when status = 'ACTIVE' then 1 else 0 end) active,
                sum(case when awaiting_id = ? then 1 else 0 end) awaiting
            from (
                select connection_id, status, awaiting_id from view_pairing where proposer_id = ? and status <> 'REVOKED'
                union all
                select connection_id, status, awaiting_id from view_pairing where other_id = ? and status <> 'REVOKED'
            ) open_ones group by connection_id""";

    private final JdbcTemplate jdbc;
    private final PairingItems items;

    PairingsAnswers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.items = new PairingItems(jdbc);
    }

    @QueryHandler
    Page answer(ListPairings query) {
        var parameters = new ArrayList<Object>(List.of(query.connectionId(), query.accountId(), query.accountId()));
        var sql = new StringBuilder("where p.connection_id = ? and (p.proposer_id = ? or p.other_id = ?)");
        narrow(query, sql, parameters);
        sql.append(" order by p.created_at desc, p.pairing_id desc");
        if (query.limit() > 0) {
            sql.append(" limit ?");
            parameters.add(query.limit() + 1);
        }
        var found = items.find(query.accountId(), sql.toString(), parameters.toArray());
        var more = query.limit() > 0 && found.size() > query.limit();
        return new Page(more ? List.copyOf(found.subList(0, query.limit())) : found, more);
    }

    private static void narrow(ListPairings query, StringBuilder sql, List<Object> parameters) {
        if (!query.statuses().isEmpty()) {
            sql.append(" and p.status in (").append(String.join(", ",
                    query.statuses().stream().map(status -> "?").toList())).append(')');
            query.statuses().forEach(status -> parameters.add(status.name()));
        }
        if (query.agentId() != null) {
            sql.append(" and (p.agent_a = ? or p.agent_b = ?)");
            parameters.add(query.agentId());
            parameters.add(query.agentId());
        }
        if (query.after() != null) {
            sql.append(" and (p.created_at, p.pairing_id) < (?, ?)");
            parameters.add(bind(query.after().createdAt()));
            parameters.add(query.after().pairingId());
        }
    }

    @QueryHandler
    @Nullable Item answer(GetPairing query) {
        return DataAccessUtils.singleResult(
                items.find(query.accountId(), GET, query.pairingId(), query.accountId(), query.accountId()));
    }

    @QueryHandler
    Counts answer(CountPairings query) {
        var account = query.accountId();
        return jdbc.query(COUNT, (ResultSetExtractor<Counts>) rows -> {
            var counts = new HashMap<UUID, Count>();
            while (rows.next()) {
                counts.put(id(rows, "connection_id"), new Count(rows.getInt("active"), rows.getInt("awaiting")));
            }
            return new Counts(counts);
        }, account, account, account);
    }
}
