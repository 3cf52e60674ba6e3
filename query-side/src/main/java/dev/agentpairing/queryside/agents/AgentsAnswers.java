package dev.agentpairing.queryside.agents;

import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.agent.AgentQuery.FindConnectToken;
import dev.agentpairing.messages.agent.AgentQuery.GetAgent;
import dev.agentpairing.messages.agent.AgentQuery.Item;
import dev.agentpairing.messages.agent.AgentQuery.Items;
import dev.agentpairing.messages.agent.AgentQuery.ListAgents;
import dev.agentpairing.messages.agent.AgentQuery.ListAvailable;
import dev.agentpairing.messages.agent.AgentQuery.TokenHolder;

import static dev.agentpairing.queryside.rows.Columns.id;
import static dev.agentpairing.queryside.rows.Columns.time;

final class AgentsAnswers {

    private static final String LIST = "select * from view_agent where account_id = ? order by created_at, agent_id";
    private static final String GET = "select * from view_agent where agent_id = ? and account_id = ?";
    private static final String AVAILABLE =
            "select * from view_agent where account_id = ? and state = 'CONNECTED' and available order by created_at, agent_id";
    private static final String FIND =
            "select agent_id, account_id, token_expires_at from view_agent where token_hash = ? and state = 'PENDING'";

    private final JdbcTemplate jdbc;

    AgentsAnswers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @QueryHandler
    Items answer(ListAgents query) {
        return new Items(jdbc.query(LIST, (row, number) -> item(AgentsTable.read(row)), query.accountId()));
    }

    @QueryHandler
    Items answer(ListAvailable query) {
        return new Items(jdbc.query(AVAILABLE, (row, number) -> item(AgentsTable.read(row)), query.accountId()));
    }

    @QueryHandler
    @Nullable Item answer(GetAgent query) {
        return DataAccessUtils.singleResult(
                jdbc.query(GET, (row, number) -> item(AgentsTable.read(row)), query.agentId(), query.accountId()));
    }

    @QueryHandler
    @Nullable TokenHolder answer(FindConnectToken query) {
        return DataAccessUtils.singleResult(jdbc.query(FIND,
                (row, number) -> new TokenHolder(id(row, "agent_id"), id(row, "account_id"), time(row, "token_expires_at")),
                query.hash()));
    }

    private static Item item(AgentRow row) {
        var profile = row.profile();
        return new Item(row.agentId(), row.slug(), profile.name(), profile.description(), profile.type(), row.state(),
                profile.available(), row.access().publicKey(), row.access().keyVersion(), null, profile.metadata(),
                row.createdAt());
    }
}
