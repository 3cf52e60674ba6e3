package dev.agentpairing.messages.connection;

import java.time.Instant;
import java.util.UUID;

import org.axonframework.commandhandling.RoutingKey;

/** What an account can ask of connections. {@code accountId} is the account that asks. */
public sealed interface ConnectionCommand {

    Instant at();

    /** @param invitedEmailId see {@code EmailAddress.id()}; the address itself is personal data and is kept elsewhere */
    record InviteAccount(@RoutingKey UUID connectionId, UUID accountId, UUID invitedEmailId, Instant at) implements ConnectionCommand {}

    record AcceptInvite(@RoutingKey UUID connectionId, UUID accountId, Instant at) implements ConnectionCommand {}

    record RejectInvite(@RoutingKey UUID connectionId, UUID accountId, Instant at) implements ConnectionCommand {}

    /** Ends a connection and every open pairing under it, at once. Answered with the number of those pairings. */
    record RevokeConnection(@RoutingKey UUID connectionId, UUID accountId, Instant at) implements ConnectionCommand {}
}
