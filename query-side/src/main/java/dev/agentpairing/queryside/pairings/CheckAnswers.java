package dev.agentpairing.queryside.pairings;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

import dev.agentpairing.messages.pairing.AgentPair;
import dev.agentpairing.messages.pairing.PairingQuery.Check;
import dev.agentpairing.messages.pairing.PairingQuery.Reason;
import dev.agentpairing.messages.pairing.PairingQuery.Verdict;
import dev.agentpairing.messages.pairing.PairingStatus;
import dev.agentpairing.messages.pairing.Permission;

import static dev.agentpairing.queryside.rows.Columns.bind;
import static dev.agentpairing.queryside.rows.Columns.id;

/** May this agent send to that one? One statement, since it is asked before every file; the past may take more. */
final class CheckAnswers {

    /** Of the pair's pairings the open one comes first, then the one revoked last. */
    private static final String NOW = """
            select f.account_id from_account, t.account_id to_account, p.*
            from view_pairing_agent f
            join view_pairing_agent t on t.agent_id = ? and not t.deleted
            left join view_pairing p on p.agent_a = ? and p.agent_b = ?
            where f.agent_id = ? and not f.deleted
            order by case when p.status = 'REVOKED' then 1 else 0 end, p.revoked_at desc, p.pairing_id desc
            limit 1""";

    /** The same of then: what was open then is still open or was revoked later than all that was over. */
    private static final String THEN = PairingRows.ALL + """
            where p.agent_a = ? and p.agent_b = ? and p.created_at <= ?
            order by p.revoked_at desc nulls first, p.pairing_id desc
            limit 1""";

    private final JdbcTemplate jdbc;
    private final PairingRows rows;

    CheckAnswers(JdbcTemplate jdbc, PairingRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    @QueryHandler
    @Nullable Verdict answer(Check query) {
        var pair = AgentPair.of(query.from(), query.to());
        return query.asOf() != null ? then(query, query.asOf(), pair)
                : jdbc.query(NOW, (ResultSetExtractor<@Nullable Verdict>) row -> !row.next() ? null
                        : verdict(query.accountId(), id(row, "from_account"), id(row, "to_account"),
                                id(row, "pairing_id") == null ? null : PairingsTable.read(row)),
                        query.to(), pair.a(), pair.b(), query.from());
    }

    private @Nullable Verdict then(Check query, Instant asOf, AgentPair pair) {
        var agents = rows.agents(asOf, List.of(query.from(), query.to()));
        var from = agents.get(query.from());
        var to = agents.get(query.to());
        if (from == null || to == null || from.row().deleted() || to.row().deleted()) {
            return null;
        }
        var pairings = rows.pairings(asOf, THEN, pair.a(), pair.b(), bind(asOf));
        return verdict(query.accountId(), from.row().accountId(), to.row().accountId(),
                pairings.isEmpty() ? null : pairings.getFirst().row());
    }

    private static @Nullable Verdict verdict(UUID asking, UUID sender, UUID receiver, @Nullable PairingRow pairing) {
        if (!asking.equals(sender) && !asking.equals(receiver)) {
            return null;
        }
        if (sender.equals(receiver)) {
            return new Verdict(Reason.SAME_ACCOUNT, null, null);
        }
        return pairing == null ? new Verdict(Reason.NO_PAIRING, null, null)
                : new Verdict(reason(pairing.status(), pairing.permissionOf(sender)), pairing.pairingId(), pairing.permissionOf(asking));
    }

    private static Reason reason(PairingStatus status, Permission ofSender) {
        return switch (status) {
            case PENDING -> Reason.PENDING;
            case REVOKED -> Reason.REVOKED;
            case ACTIVE -> ofSender == Permission.RECEIVE_ONLY ? Reason.DIRECTION : Reason.PAIRED;
        };
    }
}
