package dev.agentpairing.commandside.account;

import java.util.List;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.account.Account.Open;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.account.AccountCommand.ChangePlan;
import dev.agentpairing.messages.account.AccountCommand.CreateApiKey;
import dev.agentpairing.messages.account.AccountCommand.RevokeApiKey;
import dev.agentpairing.messages.account.AccountEvent;
import dev.agentpairing.messages.account.AccountEvent.ApiKeyCreated;
import dev.agentpairing.messages.account.AccountEvent.ApiKeyRevoked;
import dev.agentpairing.messages.account.AccountEvent.PlanChanged;
import dev.agentpairing.messages.account.AccountEvent.SlugTaken;
import dev.agentpairing.messages.account.PlanLimits;
import dev.agentpairing.messages.agent.AgentCommand.RegisterAgent;

/** What an account may have and do (contract, section 5). A lower plan never takes away; it only refuses more. */
public final class AccountRules {

    private AccountRules() {}

    public static Decision<AccountEvent> changePlan(Account state, ChangePlan command) {
        return switch (state) {
            case Account.Unopened _ -> Decision.refuse(Refusal.NOT_FOUND);
            case Open open when open.plan().equals(command.plan()) -> Decision.accept(List.of());
            case Open open -> Decision.accept(new PlanChanged(open.accountId(), command.plan(), command.at()));
        };
    }

    public static Decision<AccountEvent> createKey(Open state, CreateApiKey command, PlanLimits limits) {
        if (PlanLimits.reached(limits.apiKeys(), state.keys().size())) {
            return Decision.refuse(Refusal.KEY_LIMIT_REACHED);
        }
        return Decision.accept(new ApiKeyCreated(
                command.accountId(), command.keyId(), command.name(), command.scopes(), command.hash(), command.prefix(), command.at()));
    }

    public static Decision<AccountEvent> revokeKey(Open state, RevokeApiKey command) {
        var hash = state.keys().get(command.keyId());
        if (hash == null) {
            return Decision.refuse(Refusal.NOT_FOUND);
        }
        return command.keyId().equals(command.callingCredential()) ? Decision.refuse(Refusal.SELF_REVOKE)
                : Decision.accept(new ApiKeyRevoked(command.accountId(), command.keyId(), hash, command.at()));
    }

    /** May the account have one more agent, under this slug? Contract, section 4. */
    public static Decision<AccountEvent> admit(Open state, RegisterAgent command, PlanLimits limits) {
        if (state.slugs().containsKey(command.profile().slug())) {
            return Decision.refuse(Refusal.AGENT_ID_TAKEN);
        }
        if (PlanLimits.reached(limits.agents(), state.slugs().size())) {
            return Decision.refuse(Refusal.PLAN_LIMIT_REACHED);
        }
        return Decision.accept(new SlugTaken(command.accountId(), command.agentId(), command.profile().slug(), command.at()));
    }
}
