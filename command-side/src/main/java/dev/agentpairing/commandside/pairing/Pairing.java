package dev.agentpairing.commandside.pairing;

import java.time.Instant;
import java.util.UUID;

import dev.agentpairing.messages.pairing.AgentPair;
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingProposed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.PairingEvent.PermissionChanged;
import dev.agentpairing.messages.pairing.Permission;

/**
 * The state of one pairing, and how events change it (contract, section 2). What may happen in it: {@link PairingRules},
 * {@link PermissionRules}, {@link PendingRules}.
 */
public sealed interface Pairing {

    Pairing UNPROPOSED = new Unproposed();

    /** Between whom, and what they may do. */
    Terms terms();

    Instant changedAt();

    record Unproposed() implements Pairing {

        @Override
        public Terms terms() {
            throw new IllegalStateException("nothing was proposed yet");
        }

        @Override
        public Instant changedAt() {
            return Instant.MIN;
        }
    }

    /** @param lastChanger made the last change, so the other side is awaited */
    record Pending(Terms terms, UUID lastChanger, Instant expiresAt, Instant changedAt) implements Pairing {

        /** It is over then, even if nobody has written that down yet. */
        boolean isDue(Instant at) {
            return !at.isBefore(expiresAt);
        }
    }

    record Active(Terms terms, Instant changedAt) implements Pairing {}

    record Revoked(Terms terms, Instant changedAt) implements Pairing {}

    /** @param permission from the proposer's side */
    record Terms(
            UUID pairingId, UUID connectionId, UUID proposer, UUID other, UUID proposerAgent, UUID otherAgent, Permission permission) {

        boolean has(UUID account) {
            return proposer.equals(account) || other.equals(account);
        }

        public UUID agentOf(UUID account) {
            return proposer.equals(account) ? proposerAgent : otherAgent;
        }

        public AgentPair agents() {
            return AgentPair.of(proposerAgent, otherAgent);
        }

        /** From the proposer's side what an account means by it. */
        Permission raw(Permission meant, UUID account) {
            return proposer.equals(account) ? meant : meant.flipped();
        }

        private Terms with(Permission changed) {
            return new Terms(pairingId, connectionId, proposer, other, proposerAgent, otherAgent, changed);
        }
    }

    default Pairing evolve(PairingEvent event) {
        return switch (event) {
            case PairingProposed e -> new Pending(
                    new Terms(e.pairingId(), e.connectionId(), e.proposerId(), e.otherId(), e.proposerAgentId(), e.otherAgentId(),
                            e.permission()),
                    e.proposerId(), e.expiresAt(), e.at());
            case PairingConfirmed e -> new Active(terms(), e.at());
            case PermissionChanged e -> new Pending(terms().with(e.permission()), e.accountId(), e.expiresAt(), e.at());
            case PairingRevoked e -> new Revoked(terms(), e.at());
        };
    }
}
