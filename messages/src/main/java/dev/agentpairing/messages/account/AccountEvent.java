package dev.agentpairing.messages.account;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.axonframework.serialization.Revision;

/** What happened to one account; also what counts against the limits of its plan. */
public sealed interface AccountEvent {

    UUID accountId();

    Instant at();

    @Revision("1")
    record AccountOpened(UUID accountId, UUID emailId, String plan, Instant at) implements AccountEvent {}

    @Revision("1")
    record PlanChanged(UUID accountId, String plan, Instant at) implements AccountEvent {}

    @Revision("1")
    record ApiKeyCreated(UUID accountId, UUID keyId, String name, Set<Scope> scopes, String hash, String prefix, Instant at)
            implements AccountEvent {}

    @Revision("1")
    record ApiKeyRevoked(UUID accountId, UUID keyId, String hash, Instant at) implements AccountEvent {}

    /** A slug of this account names this agent from now on. */
    @Revision("1")
    record SlugTaken(UUID accountId, UUID agentId, String slug, Instant at) implements AccountEvent {}

    /** The slug names nobody any more. */
    @Revision("1")
    record SlugFreed(UUID accountId, UUID agentId, String slug, Instant at) implements AccountEvent {}

    @Revision("1")
    record InviteSent(UUID accountId, UUID connectionId, Instant at) implements AccountEvent {}

    /** A connection of this account has become active. */
    @Revision("1")
    record ConnectionGained(UUID accountId, UUID connectionId, Instant at) implements AccountEvent {}

    /** An active connection of this account has ended. */
    @Revision("1")
    record ConnectionLost(UUID accountId, UUID connectionId, Instant at) implements AccountEvent {}
}
