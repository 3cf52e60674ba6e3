package dev.agentpairing.commandside.axon;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.agentpairing.commandside.agent.Agent;
import dev.agentpairing.commandside.connection.Connection;
import dev.agentpairing.commandside.connection.ProposalRules;
import dev.agentpairing.commandside.pairing.Pairing;
import dev.agentpairing.commandside.pairing.PairingRules;
import dev.agentpairing.messages.connection.ConnectionEvent;
import dev.agentpairing.messages.pairing.PairingCommand.EndStranded;
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.messages.pairing.RevocationReason;

/**
 * Ends what is open with an agent whose key is gone, in the append of its cause, so that no crash can come between. It looks at the log,
 * not at what this node remembers. What another node opens in this very moment is not seen, it is ended a little later: {@link EndStranded}.
 * Where nothing is open nothing happens, so it may be asked again.
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
                    end(pairing, connection, owner, reason, at);
                }
            }
        }
    }

    /** The pairing is appended to, the agent is only read: from the log, for what this node remembers may be a moment old. */
    void endStranded(EndStranded command) {
        memory.forget("Agent", command.agentId());
        switch (streams.agents().find(command.agentId()).state()) {
            case Agent.Registered(_, var owner, _, var key, _, _, _, _, var since) when key == 0 ->
                endStranded(command, owner, RevocationReason.AGENT_DISCONNECTED, since);
            case Agent.Deleted(_, var owner, _, var since) -> endStranded(command, owner, RevocationReason.AGENT_DELETED, since);
            case Agent.Registered _, Agent.Unregistered _ -> {}
        }
    }

    private void endStranded(EndStranded command, UUID owner, RevocationReason reason, Instant since) {
        var pairing = streams.pairings().find(command.pairingId());
        if (PairingRules.isOpenWith(pairing.state(), command.agentId())) {
            var connection = streams.connections().find(pairing.state().terms().connectionId());
            end(pairing, connection, owner, reason, command.at().isBefore(since) ? since : command.at());
        }
    }

    private static void end(
            Streams<?, Pairing, PairingEvent>.Stream pairing, Streams<?, Connection, ConnectionEvent>.Stream connection,
            UUID by, RevocationReason reason, Instant at) {
        var terms = pairing.state().terms();
        pairing.record(PairingRules.end(pairing.state(), reason, by, null, at));
        connection.record(List.of(ProposalRules.close(
                connection.state(), terms.pairingId(), terms.agents(), pairing.state().changedAt())));
    }
}
