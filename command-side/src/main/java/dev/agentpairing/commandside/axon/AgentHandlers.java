package dev.agentpairing.commandside.axon;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.axonframework.commandhandling.CommandHandler;

import dev.agentpairing.commandside.account.AccountRules;
import dev.agentpairing.commandside.agent.Agent;
import dev.agentpairing.commandside.agent.AgentRules;
import dev.agentpairing.commandside.connection.Connection;
import dev.agentpairing.commandside.connection.ProposalRules;
import dev.agentpairing.commandside.pairing.PairingRules;
import dev.agentpairing.messages.account.PlanTable;
import dev.agentpairing.messages.agent.AgentCommand.ConnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.DisconnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.RegisterAgent;
import dev.agentpairing.messages.agent.AgentCommand.UpdateAgent;
import dev.agentpairing.messages.pairing.RevocationReason;

/** Agents: the account keeps their slugs apart and counts them; without its key an agent has no pairings. */
final class AgentHandlers {

    private final AllStreams streams;
    private final PlanTable plans;
    private final AggregateCache memory;

    AgentHandlers(AllStreams streams, PlanTable plans, AggregateCache memory) {
        this.streams = streams;
        this.plans = plans;
        this.memory = memory;
    }

    @CommandHandler
    void handle(RegisterAgent command) {
        var account = streams.account(command.accountId());
        streams.accounts().find(command.accountId()).record(AccountRules.admit(account, command, plans.limitsOf(account.plan())));
        streams.agents().start(AgentRules.register(command));
    }

    @CommandHandler
    String handle(ConnectAgent command) {
        var agent = streams.agents().find(command.agentId());
        agent.record(AgentRules.connect(agent.state(), command));
        return slug(agent.state());
    }

    @CommandHandler
    void handle(UpdateAgent command) {
        var agent = streams.agents().find(command.agentId());
        agent.record(AgentRules.update(agent.state(), command));
    }

    @CommandHandler
    String handle(DisconnectAgent command) {
        var agent = streams.agents().find(command.agentId());
        agent.record(AgentRules.disconnect(agent.state(), command));
        endPairingsOf(command.agentId(), command.accountId(), RevocationReason.AGENT_DISCONNECTED, command.at());
        return slug(agent.state());
    }

    /**
     * Ends what is open with this agent in the same append, so that no crash can come between. It looks at the log, not at what this
     * node remembers. A proposal that another node accepts in this very moment is not seen; it is caught when it is confirmed.
     */
    private void endPairingsOf(UUID agentId, UUID accountId, RevocationReason reason, Instant at) {
        memory.forget("Account", accountId);
        for (var connectionId : streams.account(accountId).connections()) {
            memory.forget("Connection", connectionId);
            var connection = streams.connections().find(connectionId);
            if (connection.state() instanceof Connection.Active active) {
                active.open().forEach((agents, pairingId) -> {
                    if (agents.has(agentId)) {
                        var pairing = streams.pairings().find(pairingId);
                        pairing.record(PairingRules.end(pairing.state(), reason, accountId, null, at));
                        connection.record(List.of(ProposalRules.close(connection.state(), pairingId, agents, at)));
                    }
                });
            }
        }
    }

    private static String slug(Agent agent) {
        return ((Agent.Registered) agent).profile().slug();
    }
}
