package dev.agentpairing.commandside.axon;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.agentpairing.commandside.connection.Connection;
import dev.agentpairing.commandside.connection.ProposalRules;
import dev.agentpairing.commandside.pairing.PairingRules;
import dev.agentpairing.messages.pairing.RevocationReason;

/**
 * Ends what is open with an agent whose key is gone, in the append of its cause, so that no crash can come between. It looks at the log,
 * not at what this node remembers. A proposal that another node accepts in this very moment is not seen; it is caught when it is
 * confirmed. Where nothing is open nothing happens, so it may be asked again.
 */
final class AgentPairings {

    private final AllStreams streams;
    private final AggregateCache memory;

    AgentPairings(AllStreams streams, AggregateCache memory) {
        this.streams = streams;
        this.memory = memory;
    }

    /** @param owner the account of the agent, which is also who caused it */
    void end(UUID agentId, UUID owner, RevocationReason reason, Instant at) {
        memory.forget("Account", owner);
        for (var connectionId : streams.account(owner).connections()) {
            memory.forget("Connection", connectionId);
            var connection = streams.connections().find(connectionId);
            if (connection.state() instanceof Connection.Active active) {
                var open = active.open().entrySet().stream().filter(pair -> pair.getKey().has(agentId)).map(Map.Entry::getValue).toList();
                for (var pairing : streams.pairings().findAll(open)) {
                    var terms = pairing.state().terms();
                    pairing.record(PairingRules.end(pairing.state(), reason, owner, null, at));
                    connection.record(List.of(ProposalRules.close(
                            connection.state(), terms.pairingId(), terms.agents(), pairing.state().changedAt())));
                }
            }
        }
    }
}
