package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.agent.Agent;
import dev.agentpairing.commandside.pairing.Pairing;
import dev.agentpairing.commandside.pairing.PairingRules.KeyVersions;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.pairing.ETag;
import dev.agentpairing.messages.pairing.ETag.Shown;
import dev.agentpairing.messages.pairing.PairingEvent;

import static java.util.Comparator.naturalOrder;

/** A pairing, and its agents where they matter: to a confirmation, and where a caller says which state it knows. */
record PairingWithAgents(AllStreams streams, Streams<PairingAggregate, Pairing, PairingEvent>.Stream pairing) {

    /** Refused as "not found" if it was never proposed. */
    static PairingWithAgents find(AllStreams streams, UUID pairingId) {
        var pairing = streams.pairings().find(pairingId);
        if (pairing.state() instanceof Pairing.Unproposed) {
            throw Refusals.because(Refusal.NOT_FOUND);
        }
        return new PairingWithAgents(streams, pairing);
    }

    Pairing state() {
        return pairing.state();
    }

    void record(Decision<PairingEvent> decision) {
        pairing.record(decision);
    }

    /** As this account sees it now. Whoever asks for it rests on the agents, and no sequence number tells that they have changed. */
    Supplier<String> etag(UUID viewer) {
        return () -> {
            Recorded.restsOnWhatWasRead();
            var agents = agents();
            return ETag.of(
                    state().terms().proposer().equals(viewer), pairing.version(), shown(agents.getFirst()), shown(agents.getLast()));
        };
    }

    KeyVersions keyVersions() {
        var agents = agents();
        return new KeyVersions(agents.getFirst().keyVersion(), agents.getLast().keyVersion(),
                agents.stream().map(Agent::changedAt).max(naturalOrder()).orElseThrow());
    }

    private List<Agent> agents() {
        var pair = state().terms().agents();
        return streams.agents().findAll(List.of(pair.a(), pair.b())).stream().map(Streams.Stream::state).toList();
    }

    private static Shown shown(Agent agent) {
        return new Shown(agent.name(), agent.keyVersion());
    }
}
