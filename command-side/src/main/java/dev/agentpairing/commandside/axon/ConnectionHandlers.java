package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.UUID;

import org.axonframework.commandhandling.CommandHandler;

import dev.agentpairing.commandside.account.Account;
import dev.agentpairing.commandside.connection.Connection;
import dev.agentpairing.commandside.connection.ConnectionRules;
import dev.agentpairing.commandside.connection.ConnectionRules.Room;
import dev.agentpairing.messages.account.AccountEvent;
import dev.agentpairing.messages.account.AccountEvent.ConnectionGained;
import dev.agentpairing.messages.account.AccountEvent.InviteSent;
import dev.agentpairing.messages.account.EmailAddress;
import dev.agentpairing.messages.account.PlanLimits;
import dev.agentpairing.messages.account.PlanTable;
import dev.agentpairing.messages.connection.ConnectionCommand.AcceptInvite;
import dev.agentpairing.messages.connection.ConnectionCommand.InviteAccount;
import dev.agentpairing.messages.connection.ConnectionCommand.Invited;
import dev.agentpairing.messages.connection.ConnectionCommand.RejectInvite;
import dev.agentpairing.messages.connection.ConnectionCommand.RevokeConnection;
import dev.agentpairing.messages.connection.LinkEvent.LinkTaken;
import dev.agentpairing.messages.pairing.RevocationReason;

/** Connections: what happens to one is counted by the accounts of both sides, in one append. */
final class ConnectionHandlers {

    private final AllStreams streams;
    private final ConnectionEnds ends;
    private final PlanTable plans;
    private final int invitesPerHour;

    ConnectionHandlers(AllStreams streams, PlanTable plans, int invitesPerHour) {
        this.streams = streams;
        this.ends = new ConnectionEnds(streams);
        this.plans = plans;
        this.invitesPerHour = invitesPerHour;
    }

    @CommandHandler
    Invited handle(InviteAccount command) {
        var account = streams.account(command.accountId());
        var linkId = EmailAddress.linkId(account.emailId(), command.invitedEmailId());
        var link = streams.links().find(linkId);
        var standing = link.state().connectionId() == null ? Connection.NONE
                : streams.connections().find(link.state().connectionId()).state();
        boolean hasty = invitesPerHour > 0
                && account.invitesAfter(command.at().minus(Account.INVITE_WINDOW)) >= invitesPerHour;
        streams.connections().find(command.connectionId()).record(ConnectionRules.invite(
                link.state(), standing, command, AllStreams.caller(account), new Room(full(account), hasty)));
        link.record(List.of(new LinkTaken(linkId, command.connectionId(), command.at())));
        record(command.accountId(), new InviteSent(command.accountId(), command.connectionId(), command.at()));
        return new Invited(command.connectionId(), command.at());
    }

    @CommandHandler
    void handle(AcceptInvite command) {
        var account = streams.account(command.accountId());
        var connection = streams.connections().find(command.connectionId());
        connection.record(ConnectionRules.accept(
                connection.state(), AllStreams.caller(account), full(account) || inviterIsFull(connection.state()), command.at()));
        for (var side : List.of(connection.state().parties().inviter(), command.accountId())) {
            record(side, new ConnectionGained(side, command.connectionId(), command.at()));
        }
    }

    @CommandHandler
    void handle(RejectInvite command) {
        var account = streams.account(command.accountId());
        var connection = streams.connections().find(command.connectionId());
        connection.record(ConnectionRules.reject(connection.state(), AllStreams.caller(account), command.at()));
        ends.free(connection.state().parties(), command.at());
    }

    @CommandHandler
    int handle(RevokeConnection command) {
        var caller = AllStreams.caller(streams.account(command.accountId()));
        return ends.end(command.connectionId(), caller, RevocationReason.CONNECTION_REVOKED, command.at());
    }

    private boolean full(Account.Open account) {
        return PlanLimits.reached(plans.limitsOf(account.plan()).connections(), account.connections().size());
    }

    private boolean inviterIsFull(Connection state) {
        return state instanceof Connection.Pending pending && full(streams.account(pending.parties().inviter()));
    }

    private void record(UUID account, AccountEvent event) {
        streams.accounts().find(account).record(List.of(event));
    }
}
