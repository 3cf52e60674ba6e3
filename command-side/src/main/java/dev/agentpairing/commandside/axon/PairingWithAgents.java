package dev.agentpairing.commandside.axon;

import java.util.UUID;
import java.util.stream.Stream;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.agent.Agent;
import dev.agentpairing.commandside.pairing.Pairing;
import dev.agentpairing.commandside.pairing.PairingRules.KeyVersions;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.pairing.ETag;
import dev.agentpairing.messages.pairing.PairingEvent;

import static java.util.Comparator.naturalOrder;

/** The streams that an item of a list is made of: what has to be looked at where a caller may say which state it knows. */
record PairingWithAgents(
        Streams<PairingAggregate, Pairing, PairingEvent>.Stream pairing, Streams<?, Agent, ?>.Stream a, Streams<?, Agent, ?>.Stream b) {

    /** Refused as "not found" if it was never proposed. */
    static PairingWithAgents find(AllStreams streams, UUID pairingId) {
        var pairing = streams.pairings().find(pairingId);
        if (pairing.state() instanceof Pairing.Unproposed) {
            throw Refusals.because(Refusal.NOT_FOUND);
        }
        var agents = pairing.state().terms().agents();
        return new PairingWithAgents(pairing, streams.agents().find(agents.a()), streams.agents().find(agents.b()));
    }

    Pairing state() {
        return pairing.state();
    }

    void record(Decision<PairingEvent> decision) {
        pairing.record(decision);
    }

    /** As this account sees it now. */
    String etag(UUID viewer) {
        return ETag.of(state().terms().proposer().equals(viewer), pairing.version(), a.version(), b.version());
    }

    KeyVersions keyVersions() {
        var changes = Stream.of(a.state().changedAt(), b.state().changedAt());
        return new KeyVersions(keyVersion(a.state()), keyVersion(b.state()), changes.max(naturalOrder()).orElseThrow());
    }

    private static int keyVersion(Agent agent) {
        return agent instanceof Agent.Registered registered ? registered.keyVersion() : 0;
    }
}
