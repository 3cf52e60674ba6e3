package dev.agentpairing.queryside.pairings;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.pairing.PairingQuery.ListPartners;
import dev.agentpairing.messages.pairing.PairingQuery.Partner;
import dev.agentpairing.messages.pairing.PairingQuery.Partners;
import dev.agentpairing.queryside.deadletters.DeadLetters;

import static dev.agentpairing.queryside.rows.Columns.id;

/** With whom may the agents of an account exchange files? */
final class PartnersAnswers {

    /** Two halves, so that each finds its rows by an index. The permission is that of the proposer's side. */
    private static final String PARTNERS = """
            select t.agent_id, t.account_id, t.slug, t.name, t.key_version, max(p.sends) receives
            from (
                select agent_a, agent_b, case when permission = 'RECEIVE_ONLY' then 0 else 1 end sends
                from view_pairing where proposer_id = ? and status = 'ACTIVE'
                union all
                select agent_a, agent_b, case when permission = 'SEND_ONLY' then 0 else 1 end sends
                from view_pairing where other_id = ? and status = 'ACTIVE'
            ) p
            join view_pairing_agent t on t.agent_id in (p.agent_a, p.agent_b)
            where t.account_id <> ?""";

    /** What is held back may be the end of an agent, or that of a pairing. */
    private static final String SURE = """
            and not exists (
                select 1 from dead_letter d join view_pairing w on d.stream in (
                    cast(w.pairing_id as varchar), cast(w.agent_a as varchar), cast(w.agent_b as varchar))
                where d.view_name = 'pairings' and d.discarded_at is null
                    and w.agent_a = p.agent_a and w.agent_b = p.agent_b and w.status = 'ACTIVE')""";

    private static final String EACH_ONCE =
            " group by t.agent_id, t.account_id, t.slug, t.name, t.key_version order by t.slug, t.agent_id";

    private final JdbcTemplate jdbc;
    private final DeadLetters letters;

    PartnersAnswers(JdbcTemplate jdbc, DeadLetters letters) {
        this.jdbc = jdbc;
        this.letters = letters;
    }

    @QueryHandler
    Partners answer(ListPartners query) {
        var sql = new StringBuilder(PARTNERS);
        var parameters = new ArrayList<Object>(List.of(query.accountId(), query.accountId(), query.accountId()));
        if (query.agentId() != null) {
            sql.append(" and (p.agent_a = ? or p.agent_b = ?)");
            parameters.addAll(List.of(query.agentId(), query.agentId()));
        }
        if (query.slug() != null) {
            sql.append(" and t.slug = ?");
            parameters.add(query.slug());
        }
        if (letters.any()) {
            sql.append(' ').append(SURE);
        }
        return new Partners(jdbc.query(sql + EACH_ONCE, (row, number) -> partner(row), parameters.toArray()));
    }

    private static Partner partner(ResultSet row) throws SQLException {
        return new Partner(id(row, "agent_id"), row.getString("slug"), row.getString("name"), id(row, "account_id"),
                row.getInt("key_version") > 0, row.getInt("receives") == 1);
    }
}
