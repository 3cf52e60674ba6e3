package dev.agentpairing.gateway.agent;

import java.time.Clock;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.gateway.http.input.Input;
import dev.agentpairing.gateway.security.Caller;
import dev.agentpairing.gateway.security.NamedAgents;
import dev.agentpairing.gateway.security.Sightings;
import dev.agentpairing.gateway.settings.Plans;
import dev.agentpairing.messages.account.AccountQuery.Account;
import dev.agentpairing.messages.account.AccountQuery.GetAccount;
import dev.agentpairing.messages.agent.AgentQuery.ConnectionState;
import dev.agentpairing.messages.agent.AgentQuery.Item;
import dev.agentpairing.messages.agent.AgentQuery.Items;
import dev.agentpairing.messages.agent.AgentQuery.ListAgents;
import dev.agentpairing.messages.connection.ConnectionQuery;
import dev.agentpairing.messages.connection.ConnectionQuery.ListConnections;
import dev.agentpairing.messages.pairing.PairingQuery.ListPartners;
import dev.agentpairing.messages.pairing.PairingQuery.Partners;

/** The profile of the agent that calls. */
@RestController
@RequestMapping(path = "/v1/agents", produces = "application/json")
class MyAgentController {

    private final Queries queries;
    private final NamedAgents agents;
    private final Sightings sightings;
    private final Plans plans;
    private final Clock clock;

    MyAgentController(Queries queries, NamedAgents agents, Sightings sightings, Plans plans, Clock clock) {
        this.queries = queries;
        this.agents = agents;
        this.sightings = sightings;
        this.plans = plans;
        this.clock = clock;
    }

    @GetMapping("/me")
    MyAgentAnswer me(Caller caller, Input input) {
        var name = NamedAgents.nameIn(input.request());
        var agent = name == null ? firstConnected(caller) : agents.find(caller, name);
        if (agent == null) {
            throw ApiError.notFound();
        }
        sightings.ofAgent(caller, agent.agentId()); // it calls, with or without its name
        var id = caller.accountId();
        var account = queries.show(new GetAccount(id), Account.class);
        var connections = queries.ask(new ListConnections(id), ConnectionQuery.Items.class).items();
        var partners = queries.ask(new ListPartners(id, agent.agentId(), null), Partners.class);
        return new MyAgentAnswer(
                AgentAnswer.seen(agent, clock.instant()),
                new MyAgentAnswer.Account(account.plan(), account.email()),
                MyAgentAnswer.Limits.of(plans.of(account.plan())),
                MyAgentAnswer.Connections.of(id, connections, partners));
    }

    private @Nullable Item firstConnected(Caller caller) {
        return queries.ask(new ListAgents(caller.accountId()), Items.class).items().stream()
                .filter(agent -> agent.state() == ConnectionState.CONNECTED).findFirst().orElse(null);
    }
}
