package dev.agentpairing.messages.account;

import java.time.Instant;
import java.util.UUID;

import org.axonframework.serialization.Revision;

/** What happened to one session of a person. */
public sealed interface SessionEvent {

    UUID sessionId();

    /** @param hash SHA-256 of the session token, in hexadecimal digits */
    @Revision("1")
    record SessionOpened(UUID sessionId, UUID accountId, String hash, Instant expiresAt, Instant at) implements SessionEvent {}

    @Revision("1")
    record SessionClosed(UUID sessionId, String hash, Instant at) implements SessionEvent {}
}
