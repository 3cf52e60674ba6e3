package dev.agentpairing.gateway.agent;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.account.PlanLimits;
import dev.agentpairing.messages.connection.ConnectionQuery;
import dev.agentpairing.messages.connection.ConnectionStatus;
import dev.agentpairing.messages.pairing.PairingQuery.Partner;
import dev.agentpairing.messages.pairing.PairingQuery.Partners;

/** What an agent has to know when it starts. */
record MyAgentAnswer(AgentAnswer agent, Account account, Limits planLimits, Connections connections) {

    record Account(String plan, String email) {}

    /** The same names as with the account, and those of the AgentDrop API for two of them; null is unlimited. */
    record Limits(
            @Nullable Integer agents,
            @Nullable Integer apiKeys,
            @Nullable Integer connections,
            @Nullable Integer pairingsPerConnection,
            @Nullable Integer maxAgents,
            @Nullable Integer maxConnections) {

        static Limits of(PlanLimits plan) {
            return new Limits(plan.agents(), plan.apiKeys(), plan.connections(), plan.pairingsPerConnection(), plan.agents(),
                    plan.connections());
        }
    }

    /** @param pairedAgents slugs of the agents that this one has an active pairing with */
    record Connections(long active, long pendingIncoming, long pendingOutgoing, List<String> pairedAgents) {

        static Connections of(UUID accountId, List<ConnectionQuery.Item> items, Partners partners) {
            var pending = items.stream().filter(item -> item.status() == ConnectionStatus.PENDING).toList();
            long outgoing = pending.stream().filter(item -> item.invitedBy().equals(accountId)).count();
            return new Connections(
                    items.stream().filter(item -> item.status() == ConnectionStatus.ACTIVE).count(),
                    pending.size() - outgoing, outgoing,
                    partners.partners().stream().map(Partner::slug).distinct().toList());
        }
    }
}
