package dev.agentpairing.messages.connection;

import java.time.Instant;
import java.util.UUID;

import org.axonframework.serialization.Revision;

/** What happened to one connection, and which pairs of agents are open under it. */
public sealed interface ConnectionEvent {

    UUID connectionId();

    Instant at();

    @Revision("1")
    record AccountInvited(UUID connectionId, UUID inviterId, UUID inviterEmailId, UUID invitedEmailId, Instant at)
            implements ConnectionEvent {}

    @Revision("1")
    record InviteAccepted(UUID connectionId, UUID accountId, Instant at) implements ConnectionEvent {}

    @Revision("1")
    record InviteRejected(UUID connectionId, UUID accountId, Instant at) implements ConnectionEvent {}

    @Revision("1")
    record ConnectionRevoked(UUID connectionId, UUID accountId, Instant at) implements ConnectionEvent {}

    /** These two agents, in canonical order, have an open pairing from now on. */
    @Revision("1")
    record PairOpened(UUID connectionId, UUID pairingId, UUID agentA, UUID agentB, Instant at) implements ConnectionEvent {}

    @Revision("1")
    record PairClosed(UUID connectionId, UUID pairingId, UUID agentA, UUID agentB, Instant at) implements ConnectionEvent {}
}
