package dev.agentpairing.messages.account;

import java.time.Instant;
import java.util.UUID;

import org.axonframework.commandhandling.RoutingKey;
import org.jspecify.annotations.Nullable;

/**
 * What the event log never holds: personal data, and when a key or an agent was seen last. Handled by the query side, which keeps it in tables of
 * its own that no replay touches. It is written before the events that refer to it, so that it is never missing; what no event
 * refers to means nothing.
 */
public sealed interface PersonalCommand {

    /** @param passwordHash by a slow hash */
    record KeepPerson(@RoutingKey UUID accountId, String email, String name, String passwordHash) implements PersonalCommand {}

    record ForgetPerson(@RoutingKey UUID accountId) implements PersonalCommand {}

    /** What an inviter wrote: an address, perhaps a message. */
    record KeepInvite(@RoutingKey UUID connectionId, String email, @Nullable String message) implements PersonalCommand {}

    record ForgetInvite(@RoutingKey UUID connectionId) implements PersonalCommand {}

    /** @param id of an API key or an agent */
    record NoteSeen(@RoutingKey UUID id, Instant at) implements PersonalCommand {}
}
