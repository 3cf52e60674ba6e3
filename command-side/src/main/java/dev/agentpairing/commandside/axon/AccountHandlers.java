package dev.agentpairing.commandside.axon;

import java.time.Instant;
import java.util.List;

import org.axonframework.commandhandling.CommandHandler;

import dev.agentpairing.commandside.account.AccountRules;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.account.AccountCommand.ChangePlan;
import dev.agentpairing.messages.account.AccountCommand.CloseSession;
import dev.agentpairing.messages.account.AccountCommand.CreateApiKey;
import dev.agentpairing.messages.account.AccountCommand.KeyMade;
import dev.agentpairing.messages.account.AccountCommand.OpenAccount;
import dev.agentpairing.messages.account.AccountCommand.OpenSession;
import dev.agentpairing.messages.account.AccountCommand.RevokeApiKey;
import dev.agentpairing.messages.account.AccountEvent.AccountOpened;
import dev.agentpairing.messages.account.EmailEvent.EmailClaimed;
import dev.agentpairing.messages.account.PlanTable;
import dev.agentpairing.messages.account.SessionEvent.SessionOpened;

/** Accounts and their credentials. */
final class AccountHandlers {

    private final AllStreams streams;
    private final PlanTable plans;

    AccountHandlers(AllStreams streams, PlanTable plans) {
        this.streams = streams;
        this.plans = plans;
    }

    @CommandHandler
    Instant handle(OpenAccount command) {
        var email = streams.emails().find(command.emailId());
        if (email.state().accountId() != null) {
            throw Refusals.because(Refusal.EMAIL_TAKEN);
        }
        var at = email.state().notBefore(command.at());
        email.record(List.of(new EmailClaimed(command.emailId(), command.accountId(), at)));
        streams.accounts().start(List.of(new AccountOpened(command.accountId(), command.emailId(), command.plan(), at)));
        return at;
    }

    @CommandHandler
    void handle(ChangePlan command) {
        var account = streams.accounts().find(command.accountId());
        account.record(AccountRules.changePlan(account.state(), command));
    }

    @CommandHandler
    KeyMade handle(CreateApiKey command) {
        var account = streams.account(command.accountId());
        streams.accounts().find(command.accountId()).record(AccountRules.createKey(account, command, plans.limitsOf(account.plan())));
        return new KeyMade(command.keyId(), command.prefix(), command.at());
    }

    @CommandHandler
    Instant handle(RevokeApiKey command) {
        var account = streams.account(command.accountId());
        streams.accounts().find(command.accountId()).record(AccountRules.revokeKey(account, command));
        return command.at();
    }

    @CommandHandler
    void handle(OpenSession command) {
        streams.account(command.accountId());
        streams.sessions().start(List.of(new SessionOpened(
                command.sessionId(), command.accountId(), command.hash(), command.expiresAt(), command.at())));
    }

    @CommandHandler
    void handle(CloseSession command) {
        var session = streams.sessions().find(command.sessionId());
        session.record(session.state().close(command));
    }
}
