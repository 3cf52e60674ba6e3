package dev.agentpairing.commandside.axon;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.agentpairing.commandside.connection.Connection;
import dev.agentpairing.commandside.connection.ConnectionRules;
import dev.agentpairing.commandside.connection.ConnectionRules.Caller;
import dev.agentpairing.commandside.pairing.PairingRules;
import dev.agentpairing.messages.account.AccountEvent.ConnectionLost;
import dev.agentpairing.messages.connection.ConnectionEvent;
import dev.agentpairing.messages.connection.LinkEvent.LinkFreed;
import dev.agentpairing.messages.pairing.RevocationReason;

/** What ends with a connection or an invite, in the same append, so that no crash can come between. */
final class ConnectionEnds {

    private final AllStreams streams;

    ConnectionEnds(AllStreams streams) {
        this.streams = streams;
    }

    /** @return how many pairings ended */
    int end(UUID connectionId, Caller by, RevocationReason reason, Instant at) {
        var connection = streams.connections().find(connectionId);
        var before = connection.state();
        if (before instanceof Connection.Pending waiting) {
            cancel(connection, waiting, by, at);
            return 0;
        }
        connection.record(ConnectionRules.revoke(before, by, at));
        free(before.parties(), at);
        if (!(before instanceof Connection.Active active)) {
            return 0;
        }
        for (var side : List.of(active.parties().inviter(), active.accepter())) {
            streams.accounts().find(side).record(List.of(new ConnectionLost(side, connectionId, at)));
        }
        for (var pairing : streams.pairings().findAll(active.open().values())) {
            pairing.record(PairingRules.end(pairing.state(), reason, by.accountId(), null, connection.state().changedAt()));
        }
        return active.open().size();
    }

    /** Of this and a sign-up with the invited address at once, on any nodes, the later one sees the earlier. */
    private void cancel(
            Streams<ConnectionAggregate, Connection, ConnectionEvent>.Stream invite, Connection.Pending waiting, Caller by, Instant at) {
        var emailId = waiting.parties().invitedEmailId();
        var email = streams.emails().find(emailId);
        invite.record(ConnectionRules.revoke(waiting, by, email.state().endOfInvite(at)));
        email.record(email.state().miss(emailId, waiting.parties().connectionId(), invite.state().changedAt()));
        free(waiting.parties(), at);
    }

    void free(Connection.Parties parties, Instant at) {
        streams.links().find(parties.linkId()).record(List.of(new LinkFreed(parties.linkId(), parties.connectionId(), at)));
    }
}
