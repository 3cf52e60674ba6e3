package dev.agentpairing.queryside.agents;

import java.time.Instant;
import java.util.List;

import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.agent.AgentQuery.ConnectionState;
import dev.agentpairing.messages.agent.AgentQuery.FindAgent;
import dev.agentpairing.messages.agent.AgentQuery.FindConnectToken;
import dev.agentpairing.messages.agent.AgentQuery.GetAgent;
import dev.agentpairing.messages.agent.AgentQuery.Item;
import dev.agentpairing.messages.agent.AgentQuery.Items;
import dev.agentpairing.messages.agent.AgentQuery.ListAgents;
import dev.agentpairing.messages.agent.AgentQuery.ListAvailable;
import dev.agentpairing.messages.agent.AgentQuery.TokenHolder;
import dev.agentpairing.queryside.personal.PersonalRecords;

import static dev.agentpairing.queryside.rows.Columns.id;
import static dev.agentpairing.queryside.rows.Columns.time;

final class AgentsAnswers {

    private static final String OWN = "select * from view_agent where account_id = ? and state <> 'DELETED'";
    private static final String OLDEST_FIRST = " order by created_at, agent_id";
    private static final String FIND =
            "select agent_id, account_id, token_expires_at from view_agent where token_hash = ? and state = 'PENDING'";

    private final JdbcTemplate jdbc;
    private final PersonalRecords personal;

    AgentsAnswers(JdbcTemplate jdbc, PersonalRecords personal) {
        this.jdbc = jdbc;
        this.personal = personal;
    }

    @QueryHandler
    Items answer(ListAgents query) {
        return new Items(own(OLDEST_FIRST, query.accountId()));
    }

    @QueryHandler
    Items answer(ListAvailable query) {
        return new Items(own(" and state = 'CONNECTED' and available" + OLDEST_FIRST, query.accountId()));
    }

    @QueryHandler
    @Nullable Item answer(GetAgent query) {
        return DataAccessUtils.singleResult(own(" and agent_id = ?", query.accountId(), query.agentId()));
    }

    @QueryHandler
    @Nullable Item answer(FindAgent query) {
        return DataAccessUtils.singleResult(own(" and slug = ?", query.accountId(), query.slug()));
    }

    @QueryHandler
    @Nullable TokenHolder answer(FindConnectToken query) {
        return DataAccessUtils.singleResult(jdbc.query(FIND,
                (row, number) -> new TokenHolder(id(row, "agent_id"), id(row, "account_id"), time(row, "token_expires_at")),
                query.hash()));
    }

    private List<Item> own(String rest, Object... parameters) {
        var rows = jdbc.query(OWN + rest, (row, number) -> AgentsTable.read(row), parameters);
        var calls = personal.lastSeen(rows.stream().map(AgentRow::agentId).toList());
        return rows.stream().map(row -> item(row, later(row.connectedAt(), calls.get(row.agentId())))).toList();
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }

    private static Item item(AgentRow row, @Nullable Instant lastSeenAt) {
        var profile = row.profile();
        var access = row.access();
        return new Item(row.agentId(), row.slug(), profile.name(), profile.description(), profile.type(),
                ConnectionState.valueOf(row.state().name()), profile.available(), access.publicKey(), access.signingPublicKey(),
                access.keyVersion(), lastSeenAt, profile.metadata(), row.createdAt());
    }
}
