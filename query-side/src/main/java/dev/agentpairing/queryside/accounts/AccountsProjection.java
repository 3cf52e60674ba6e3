package dev.agentpairing.queryside.accounts;

import java.util.UUID;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;

import dev.agentpairing.messages.account.AccountEvent;
import dev.agentpairing.messages.account.AccountEvent.AccountOpened;
import dev.agentpairing.messages.account.AccountEvent.ApiKeyCreated;
import dev.agentpairing.messages.account.AccountEvent.ApiKeyRevoked;
import dev.agentpairing.messages.account.AccountEvent.ConnectionGained;
import dev.agentpairing.messages.account.AccountEvent.ConnectionLost;
import dev.agentpairing.messages.account.AccountEvent.InviteSent;
import dev.agentpairing.messages.account.AccountEvent.PlanChanged;
import dev.agentpairing.messages.account.AccountEvent.SlugFreed;
import dev.agentpairing.messages.account.AccountEvent.SlugTaken;
import dev.agentpairing.messages.account.SessionEvent;
import dev.agentpairing.messages.account.SessionEvent.SessionClosed;
import dev.agentpairing.messages.account.SessionEvent.SessionOpened;
import dev.agentpairing.queryside.deadletters.DeadLetters;
import dev.agentpairing.queryside.rows.Claim;
import dev.agentpairing.queryside.rows.Rows;
import dev.agentpairing.queryside.rows.ViewsDatabase;

@ProcessingGroup("views")
final class AccountsProjection {

    private final Rows<UUID, AccountRow> accounts;
    private final Rows<String, CredentialRow> credentials;

    AccountsProjection(ViewsDatabase database, Claim claim, DeadLetters letters) {
        var gate = letters.of(AccountsProjection.class);
        this.accounts = new Rows<>(new AccountsTable(database), claim, gate);
        this.credentials = new Rows<>(new CredentialsTable(database), claim, gate);
    }

    @EventHandler
    void on(AccountEvent event, DomainEventMessage<?> message) {
        var id = event.accountId();
        switch (event) {
            case AccountOpened opened -> accounts.create(id, message, AccountRow.of(opened));
            case PlanChanged changed -> accounts.change(id, message, row -> row.onPlan(changed.plan()));
            case ApiKeyCreated created -> {
                accounts.change(id, message, row -> row.plusApiKeys(1));
                credentials.create(created.hash(), message, CredentialRow.of(created));
            }
            case ApiKeyRevoked revoked -> {
                accounts.change(id, message, row -> row.plusApiKeys(-1));
                credentials.change(revoked.hash(), message, row -> row.revoked(revoked.at()));
            }
            case SlugTaken _ -> accounts.change(id, message, row -> row.plusAgents(1));
            case SlugFreed _ -> accounts.change(id, message, row -> row.plusAgents(-1));
            case ConnectionGained _ -> accounts.change(id, message, row -> row.plusConnections(1));
            case ConnectionLost _ -> accounts.change(id, message, row -> row.plusConnections(-1));
            case InviteSent _ -> { } // counts against an hourly limit that the views do not show
        }
    }

    @EventHandler
    void on(SessionEvent event, DomainEventMessage<?> message) {
        switch (event) {
            case SessionOpened opened -> credentials.create(opened.hash(), message, CredentialRow.of(opened));
            case SessionClosed closed -> credentials.change(closed.hash(), message, row -> row.revoked(closed.at()));
        }
    }

    @ResetHandler
    void empty() {
        accounts.empty();
        credentials.empty();
    }
}
