package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.UUID;

import org.axonframework.commandhandling.CommandHandler;

import dev.agentpairing.commandside.account.AccountRules;
import dev.agentpairing.commandside.agent.Agent;
import dev.agentpairing.commandside.agent.AgentRules;
import dev.agentpairing.messages.account.AccountEvent.SlugFreed;
import dev.agentpairing.messages.account.PlanTable;
import dev.agentpairing.messages.agent.AgentCommand.ConnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.DeleteAgent;
import dev.agentpairing.messages.agent.AgentCommand.DisconnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.RegisterAgent;
import dev.agentpairing.messages.agent.AgentCommand.RotateKey;
import dev.agentpairing.messages.agent.AgentCommand.Rotated;
import dev.agentpairing.messages.agent.AgentCommand.UpdateAgent;
import dev.agentpairing.messages.pairing.RevocationReason;

/** Agents: the account keeps their slugs apart and counts them; without its key an agent has no pairings. */
final class AgentHandlers {

    private final AllStreams streams;
    private final PlanTable plans;
    private final AgentPairings pairings;

    AgentHandlers(AllStreams streams, PlanTable plans, AggregateCache memory) {
        this.streams = streams;
        this.plans = plans;
        this.pairings = new AgentPairings(streams, memory);
    }

    @CommandHandler
    UUID handle(RegisterAgent command) {
        var account = streams.account(command.accountId());
        streams.accounts().find(command.accountId()).record(AccountRules.admit(account, command, plans.limitsOf(account.plan())));
        streams.agents().start(AgentRules.register(command));
        return command.agentId();
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
        pairings.end(command.agentId(), command.accountId(), RevocationReason.AGENT_DISCONNECTED, agent.state().changedAt());
        return slug(agent.state());
    }

    /**
     * Open pairings stay: what was confirmed is the agent, and their history tells with which of its keys. If it had lost its key, what
     * another node opened in that moment may still have to end.
     */
    @CommandHandler
    Rotated handle(RotateKey command) {
        var agent = streams.agents().find(command.agentId());
        boolean wasDisconnected = agent.state() instanceof Agent.Registered before && before.disconnected();
        agent.record(AgentRules.rotate(agent.state(), command));
        var now = (Agent.Registered) agent.state();
        if (wasDisconnected) {
            pairings.end(now.agentId(), now.accountId(), RevocationReason.AGENT_DISCONNECTED, now.changedAt());
        }
        return new Rotated(now.profile().slug(), now.keyVersion());
    }

    @CommandHandler
    void handle(DeleteAgent command) {
        var agent = streams.agents().find(command.agentId());
        var before = agent.state();
        agent.record(AgentRules.delete(before, command));
        pairings.end(command.agentId(), command.accountId(), RevocationReason.AGENT_DELETED, agent.state().changedAt());
        streams.accounts().find(command.accountId()).record(List.of(
                new SlugFreed(command.accountId(), command.agentId(), slug(before), command.at())));
    }

    private static String slug(Agent agent) {
        return ((Agent.Registered) agent).profile().slug();
    }
}
