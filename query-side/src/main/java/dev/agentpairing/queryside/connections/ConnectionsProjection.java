package dev.agentpairing.queryside.connections;

import java.util.UUID;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;

import dev.agentpairing.messages.account.AccountEvent.AccountOpened;
import dev.agentpairing.messages.connection.ConnectionEvent.AccountInvited;
import dev.agentpairing.messages.connection.ConnectionEvent.ConnectionRevoked;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteAccepted;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteRejected;
import dev.agentpairing.queryside.rows.Claim;
import dev.agentpairing.queryside.rows.Rows;
import dev.agentpairing.queryside.rows.ViewsDatabase;

@ProcessingGroup("views")
final class ConnectionsProjection {

    private final Rows<UUID, ConnectionRow> connections;
    private final Rows<UUID, EmailRow> emails;

    ConnectionsProjection(ViewsDatabase database, Claim claim) {
        this.connections = new Rows<>(new ConnectionsTable(database), claim);
        this.emails = new Rows<>(new EmailsTable(database), claim);
    }

    @EventHandler
    void on(AccountOpened event, @SequenceNumber long sequence) {
        emails.create(event.accountId(), sequence, new EmailRow(event.accountId(), event.emailId()));
    }

    @EventHandler
    void on(AccountInvited event, @SequenceNumber long sequence) {
        connections.create(event.connectionId(), sequence, ConnectionRow.of(event));
    }

    @EventHandler
    void on(InviteAccepted event, @SequenceNumber long sequence) {
        connections.change(event.connectionId(), sequence, row -> row.after(event));
    }

    @EventHandler
    void on(InviteRejected event, @SequenceNumber long sequence) {
        connections.change(event.connectionId(), sequence, row -> row.after(event));
    }

    @EventHandler
    void on(ConnectionRevoked event, @SequenceNumber long sequence) {
        connections.change(event.connectionId(), sequence, row -> row.after(event));
    }

    @ResetHandler
    void empty() {
        connections.empty();
        emails.empty();
    }
}
