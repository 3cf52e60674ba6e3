package dev.agentpairing.commandside.axon;

import java.util.List;

import org.axonframework.commandhandling.CommandHandler;

import dev.agentpairing.commandside.connection.ProposalRules;
import dev.agentpairing.commandside.pairing.Pairing;
import dev.agentpairing.commandside.pairing.PairingRules;
import dev.agentpairing.commandside.pairing.PendingRules;
import dev.agentpairing.messages.pairing.PairingCommand.DeclinePairing;
import dev.agentpairing.messages.pairing.PairingCommand.EndStranded;
import dev.agentpairing.messages.pairing.PairingCommand.ExpirePairing;
import dev.agentpairing.messages.pairing.PairingCommand.RevokePairing;
import dev.agentpairing.messages.pairing.PairingCommand.WithdrawPairing;

/** How pairings end: each end writes the pairing's stream and the connection's, where the pair is free again, or neither. */
final class PairingEndHandlers {

    private final AllStreams streams;
    private final AgentPairings ofAgents;

    PairingEndHandlers(AllStreams streams, AggregateCache memory) {
        this.streams = streams;
        this.ofAgents = new AgentPairings(streams, memory);
    }

    @CommandHandler
    void handle(RevokePairing command) {
        var pairing = PairingWithAgents.find(streams, command.pairingId());
        pairing.record(PairingRules.revoke(pairing.state(), command, pairing.etag(command.accountId())));
        release(pairing.state());
    }

    @CommandHandler
    void handle(DeclinePairing command) {
        var pairing = streams.pairings().find(command.pairingId());
        pairing.record(PendingRules.decline(pairing.state(), command));
        release(pairing.state());
    }

    @CommandHandler
    void handle(WithdrawPairing command) {
        var pairing = streams.pairings().find(command.pairingId());
        pairing.record(PendingRules.withdraw(pairing.state(), command));
        release(pairing.state());
    }

    @CommandHandler
    void handle(ExpirePairing command) {
        var pairing = streams.pairings().find(command.pairingId());
        var events = PendingRules.expire(pairing.state(), command);
        if (!events.isEmpty()) {
            pairing.record(events);
            release(pairing.state());
        }
    }

    @CommandHandler
    void handle(EndStranded command) {
        ofAgents.endStranded(command);
    }

    private void release(Pairing ended) {
        var terms = ended.terms();
        var connection = streams.connections().find(terms.connectionId());
        connection.record(List.of(ProposalRules.close(connection.state(), terms.pairingId(), terms.agents(), ended.changedAt())));
    }
}
