package dev.agentpairing.queryside.connections;

import java.util.UUID;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;

import dev.agentpairing.messages.account.AccountEvent.AccountOpened;
import dev.agentpairing.messages.connection.ConnectionEvent.AccountInvited;
import dev.agentpairing.messages.connection.ConnectionEvent.ConnectionRevoked;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteAccepted;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteRejected;
import dev.agentpairing.queryside.deadletters.DeadLetters;
import dev.agentpairing.queryside.rows.Claim;
import dev.agentpairing.queryside.rows.Rows;
import dev.agentpairing.queryside.rows.ViewsDatabase;

@ProcessingGroup("views")
final class ConnectionsProjection {

    private final Rows<UUID, ConnectionRow> connections;
    private final Rows<UUID, EmailRow> emails;

    ConnectionsProjection(ViewsDatabase database, Claim claim, DeadLetters letters) {
        var gate = letters.of(ConnectionsProjection.class);
        this.connections = new Rows<>(new ConnectionsTable(database), claim, gate);
        this.emails = new Rows<>(new EmailsTable(database), claim, gate);
    }

    @EventHandler
    void on(AccountOpened event, DomainEventMessage<?> message) {
        emails.create(event.accountId(), message, new EmailRow(event.accountId(), event.emailId(), event.at()));
    }

    @EventHandler
    void on(AccountInvited event, DomainEventMessage<?> message) {
        connections.create(event.connectionId(), message, ConnectionRow.of(event));
    }

    @EventHandler
    void on(InviteAccepted event, DomainEventMessage<?> message) {
        connections.change(event.connectionId(), message, row -> row.after(event));
    }

    @EventHandler
    void on(InviteRejected event, DomainEventMessage<?> message) {
        connections.change(event.connectionId(), message, row -> row.after(event));
    }

    @EventHandler
    void on(ConnectionRevoked event, DomainEventMessage<?> message) {
        connections.change(event.connectionId(), message, row -> row.after(event));
    }

    @ResetHandler
    void empty() {
        connections.empty();
        emails.empty();
    }
}
