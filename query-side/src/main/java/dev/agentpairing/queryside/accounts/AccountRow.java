package dev.agentpairing.queryside.accounts;

import java.time.Instant;
import java.util.UUID;

import dev.agentpairing.messages.account.AccountEvent.AccountOpened;

/** An account with what counts against its plan's limits. */
record AccountRow(UUID accountId, UUID emailId, String plan, Instant createdAt, int agents, int apiKeys, int connections) {

    static AccountRow of(AccountOpened event) {
        return new AccountRow(event.accountId(), event.emailId(), event.plan(), event.at(), 0, 0, 0);
    }

    AccountRow onPlan(String newPlan) {
        return new AccountRow(accountId, emailId, newPlan, createdAt, agents, apiKeys, connections);
    }

    AccountRow plusAgents(int more) {
        return new AccountRow(accountId, emailId, plan, createdAt, agents + more, apiKeys, connections);
    }

    AccountRow plusApiKeys(int more) {
        return new AccountRow(accountId, emailId, plan, createdAt, agents, apiKeys + more, connections);
    }

    AccountRow plusConnections(int more) {
        return new AccountRow(accountId, emailId, plan, createdAt, agents, apiKeys, connections + more);
    }
}
