package dev.agentpairing.messages.pairing;

import java.util.UUID;

/**
 * Two agents in canonical order: {@code a} is the one whose lower-case UUID string sorts first (contract, section 2).
 * {@link UUID#compareTo} is signed and gives another order.
 */
public record AgentPair(UUID a, UUID b) {

    public static AgentPair of(UUID one, UUID other) {
        return one.toString().compareTo(other.toString()) <= 0 ? new AgentPair(one, other) : new AgentPair(other, one);
    }

    public boolean has(UUID agent) {
        return a.equals(agent) || b.equals(agent);
    }
}
