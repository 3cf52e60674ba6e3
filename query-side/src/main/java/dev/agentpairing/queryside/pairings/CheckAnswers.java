package dev.agentpairing.queryside.pairings;

import java.sql.ResultSet;
import java.sql.SQLException;

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

import static dev.agentpairing.queryside.rows.Columns.id;
import static dev.agentpairing.queryside.rows.Columns.name;

/** May this agent send to that one? One statement, since it is asked before every file. */
final class CheckAnswers {

    /** Of the pair's pairings the open one comes first, then the one revoked last. */
    private static final String CHECK = """
            select f.account_id from_account, t.account_id to_account, p.pairing_id, p.status, p.permission, p.proposer_id
            from view_pairing_agent f
            join view_pairing_agent t on t.agent_id = ? and not t.deleted
            left join view_pairing p on p.agent_a = ? and p.agent_b = ?
            where f.agent_id = ? and not f.deleted
            order by case when p.status = 'REVOKED' then 1 else 0 end, p.revoked_at desc, p.pairing_id desc
            limit 1""";

    private final JdbcTemplate jdbc;

    CheckAnswers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @QueryHandler
    @Nullable Verdict answer(Check query) {
        var pair = AgentPair.of(query.from(), query.to());
        return jdbc.query(CHECK, (ResultSetExtractor<@Nullable Verdict>) row -> row.next() ? verdict(query, row) : null,
                query.to(), pair.a(), pair.b(), query.from());
    }

    private static @Nullable Verdict verdict(Check query, ResultSet row) throws SQLException {
        var sender = id(row, "from_account");
        var receiver = id(row, "to_account");
        if (!query.accountId().equals(sender) && !query.accountId().equals(receiver)) {
            return null;
        }
        if (sender.equals(receiver)) {
            return new Verdict(Reason.SAME_ACCOUNT, null, null);
        }
        var pairing = id(row, "pairing_id");
        if (pairing == null) {
            return new Verdict(Reason.NO_PAIRING, null, null);
        }
        var raw = name(row, "permission", Permission.class);
        var proposer = id(row, "proposer_id");
        var reason = reason(name(row, "status", PairingStatus.class), sender.equals(proposer) ? raw : raw.flipped());
        return new Verdict(reason, pairing, query.accountId().equals(proposer) ? raw : raw.flipped());
    }

    private static Reason reason(PairingStatus status, Permission ofSender) {
        return switch (status) {
            case PENDING -> Reason.PENDING;
            case REVOKED -> Reason.REVOKED;
            case ACTIVE -> ofSender == Permission.RECEIVE_ONLY ? Reason.DIRECTION : Reason.PAIRED;
        };
    }
}
