package dev.agentpairing.messages.account;

import java.time.Instant;
import java.util.UUID;

import org.axonframework.serialization.Revision;

/** Who signed up with an e-mail address. Its stream exists at most once, which keeps addresses unique. */
public sealed interface EmailEvent {

    UUID emailId();

    @Revision("1")
    record EmailClaimed(UUID emailId, UUID accountId, Instant at) implements EmailEvent {}
}
