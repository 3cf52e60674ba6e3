package dev.agentpairing.gateway.connection;

import java.util.List;
import java.util.UUID;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.gateway.http.input.Input;
import dev.agentpairing.gateway.security.Caller;
import dev.agentpairing.messages.agent.AgentQuery;
import dev.agentpairing.messages.agent.AgentQuery.ListAvailable;
import dev.agentpairing.messages.connection.ConnectionQuery.GetConnection;
import dev.agentpairing.messages.connection.ConnectionQuery.Item;
import dev.agentpairing.messages.connection.ConnectionStatus;

/** Whom of the other side one can propose to: two views are asked, because neither knows the other's tables. */
@RestController
@RequestMapping(produces = "application/json")
class ConnectedAgentsController {

    private final Queries queries;

    ConnectedAgentsController(Queries queries) {
        this.queries = queries;
    }

    record Agents(List<Agent> agents) {}

    /** @param agentId the slug */
    record Agent(UUID id, String agentId, String name, int keyVersion) {

        static Agent of(AgentQuery.Item item) {
            return new Agent(item.agentId(), item.slug(), item.name(), item.keyVersion());
        }
    }

    @GetMapping("/v1/connections/{id}/agents")
    Agents list(Caller caller, Input input) {
        var connectionId = input.pathId("id");
        input.check();
        var connection = queries.show(new GetConnection(caller.accountId(), connectionId), Item.class);
        if (connection.status() != ConnectionStatus.ACTIVE || connection.other() == null) {
            throw ApiError.of(400, "CONNECTION_NOT_ACTIVE", "Only an active connection tells of the other side's agents.");
        }
        var found = queries.ask(new ListAvailable(connection.other().accountId()), AgentQuery.Items.class);
        return new Agents(found.items().stream().map(Agent::of).toList());
    }
}
