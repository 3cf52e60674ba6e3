package dev.agentpairing.gateway.account;

import java.util.UUID;

import dev.agentpairing.messages.account.AccountQuery.Account;
import dev.agentpairing.messages.account.PlanLimits;

/** An account with what its plan allows and what it has. */
record AccountAnswer(UUID id, String email, String name, String plan, PlanLimits limits, Usage usage) {

    record Usage(int agents, int apiKeys, int connections) {}

    static AccountAnswer of(Account account, PlanLimits limits) {
        var usage = new Usage(account.agents(), account.apiKeys(), account.connections());
        return new AccountAnswer(account.accountId(), account.email(), account.name(), account.plan(), limits, usage);
    }
}
