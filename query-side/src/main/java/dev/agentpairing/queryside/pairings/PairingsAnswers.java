package dev.agentpairing.queryside.pairings;

import java.util.HashMap;
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

import static dev.agentpairing.queryside.rows.Columns.id;

/** A single pairing, and how many there are. */
final class PairingsAnswers {

    /** A pairing of the account, by its id and twice that of the account. */
    static final String ONE = PairingRows.ALL + "where p.pairing_id = ? and (p.proposer_id = ? or p.other_id = ?)";

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

    PairingsAnswers(JdbcTemplate jdbc, PairingRows rows, PairingsInMemory memory) {
        this.jdbc = jdbc;
        this.items = new PairingItems(rows, memory);
    }

    @QueryHandler
    @Nullable Item answer(GetPairing query) {
        return DataAccessUtils.singleResult(
                items.find(query.accountId(), null, ONE, query.pairingId(), query.accountId(), query.accountId()));
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
