package dev.agentpairing.messages.account;

import java.time.Instant;
import java.util.UUID;

import org.axonframework.serialization.Revision;

/**
 * Who signed up with an e-mail address. Its stream exists at most once, which keeps addresses unique, and puts a sign-up and the end of
 * an invite to the address in one order, however many nodes they happen on.
 */
public sealed interface EmailEvent {

    UUID emailId();

    @Revision("1")
    record EmailClaimed(UUID emailId, UUID accountId, Instant at) implements EmailEvent {}

    /** An invite to the address was cancelled while nobody had signed up with it: whoever does so later never saw it. */
    @Revision("1")
    record InviteMissed(UUID emailId, UUID connectionId, Instant at) implements EmailEvent {}
}
