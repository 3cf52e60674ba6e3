package dev.agentpairing.commandside.connection;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import dev.agentpairing.messages.account.EmailAddress;
import dev.agentpairing.messages.connection.ConnectionEvent;
import dev.agentpairing.messages.connection.ConnectionEvent.AccountInvited;
import dev.agentpairing.messages.connection.ConnectionEvent.ConnectionRevoked;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteAccepted;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteRejected;
import dev.agentpairing.messages.connection.ConnectionEvent.PairClosed;
import dev.agentpairing.messages.connection.ConnectionEvent.PairOpened;
import dev.agentpairing.messages.pairing.AgentPair;

/**
 * The state of one connection (contract, section 3), and the place where "one open pairing of two agents" and "at most so many open
 * pairings" are kept: both are facts of this one stream. What may happen in it: {@link ConnectionRules}, {@link ProposalRules}.
 */
public sealed interface Connection {

    Connection NONE = new None();

    Parties parties();

    Instant changedAt();

    record None() implements Connection {

        @Override
        public Parties parties() {
            throw new IllegalStateException("nobody was invited yet");
        }

        @Override
        public Instant changedAt() {
            return Instant.MIN;
        }
    }

    record Pending(Parties parties, Instant changedAt) implements Connection {}

    /**
     * @param accepter the account behind the invited address
     * @param open the open pairing of each pair of agents; persistent, because a connection may have thousands
     */
    record Active(Parties parties, UUID accepter, PMap<AgentPair, UUID> open, Instant changedAt) implements Connection {

        public UUID other(UUID account) {
            return account.equals(accepter) ? parties.inviter() : accepter;
        }

        private Active with(PMap<AgentPair, UUID> pairs, Instant at) {
            return new Active(parties, accepter, pairs, at);
        }
    }

    record Rejected(Parties parties, Instant changedAt) implements Connection {}

    /** @param accepter null if it never was active */
    record Revoked(Parties parties, @Nullable UUID accepter, Instant changedAt) implements Connection {}

    /** Who invited whom; the invited side is known by its address, for it may have no account yet. */
    record Parties(UUID connectionId, UUID inviter, UUID inviterEmailId, UUID invitedEmailId) {

        public UUID linkId() {
            return EmailAddress.linkId(inviterEmailId, invitedEmailId);
        }

        boolean has(UUID account, UUID emailId) {
            return inviter.equals(account) || invitedEmailId.equals(emailId);
        }
    }

    default Connection evolve(ConnectionEvent event) {
        return switch (event) {
            case AccountInvited e ->
                new Pending(new Parties(e.connectionId(), e.inviterId(), e.inviterEmailId(), e.invitedEmailId()), e.at());
            case InviteAccepted e -> new Active(parties(), e.accountId(), HashTreePMap.empty(), e.at());
            case InviteRejected e -> new Rejected(parties(), e.at());
            case ConnectionRevoked e -> new Revoked(parties(), this instanceof Active active ? active.accepter : null, e.at());
            case PairOpened e when this instanceof Active active ->
                active.with(active.open.plus(new AgentPair(e.agentA(), e.agentB()), e.pairingId()), e.at());
            case PairClosed e when this instanceof Active active ->
                active.with(active.open.minus(new AgentPair(e.agentA(), e.agentB())), e.at());
            case PairOpened _, PairClosed _ -> this;
        };
    }
}
