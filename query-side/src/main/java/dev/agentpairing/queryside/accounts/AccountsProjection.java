package dev.agentpairing.queryside.accounts;

import java.util.UUID;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;

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
import dev.agentpairing.queryside.rows.Claim;
import dev.agentpairing.queryside.rows.Rows;
import dev.agentpairing.queryside.rows.ViewsDatabase;

@ProcessingGroup("views")
final class AccountsProjection {

    private final Rows<UUID, AccountRow> accounts;
    private final Rows<String, CredentialRow> credentials;

    AccountsProjection(ViewsDatabase database, Claim claim) {
        this.accounts = new Rows<>(new AccountsTable(database), claim);
        this.credentials = new Rows<>(new CredentialsTable(database), claim);
    }

    @EventHandler
    void on(AccountEvent event, @SequenceNumber long sequence) {
        var id = event.accountId();
        switch (event) {
            case AccountOpened opened -> accounts.create(id, sequence, AccountRow.of(opened));
            case PlanChanged changed -> accounts.change(id, sequence, row -> row.onPlan(changed.plan()));
            case ApiKeyCreated created -> {
                accounts.change(id, sequence, row -> row.plusApiKeys(1));
                credentials.create(created.hash(), sequence, CredentialRow.of(created));
            }
            case ApiKeyRevoked revoked -> {
                accounts.change(id, sequence, row -> row.plusApiKeys(-1));
                credentials.change(revoked.hash(), sequence, row -> row.revoked(revoked.at()));
            }
            case SlugTaken _ -> accounts.change(id, sequence, row -> row.plusAgents(1));
            case SlugFreed _ -> accounts.change(id, sequence, row -> row.plusAgents(-1));
            case ConnectionGained _ -> accounts.change(id, sequence, row -> row.plusConnections(1));
            case ConnectionLost _ -> accounts.change(id, sequence, row -> row.plusConnections(-1));
            case InviteSent _ -> { } // counts against an hourly limit that the views do not show
        }
    }

    @EventHandler
    void on(SessionEvent event, @SequenceNumber long sequence) {
        switch (event) {
            case SessionOpened opened -> credentials.create(opened.hash(), sequence, CredentialRow.of(opened));
            case SessionClosed closed -> credentials.change(closed.hash(), sequence, row -> row.revoked(closed.at()));
        }
    }

    @ResetHandler
    void empty() {
        accounts.empty();
        credentials.empty();
    }
}
