package dev.agentpairing.messages.connection;

import java.time.Instant;
import java.util.UUID;

import org.axonframework.commandhandling.RoutingKey;

/** What an account can ask of connections. {@code accountId} is the account that asks. */
public sealed interface ConnectionCommand {

    Instant at();

    /**
     * Answered with {@link Invited}.
     *
     * @param invitedEmailId see {@code EmailAddress.id()}; the address itself is personal data and is kept elsewhere
     */
    record InviteAccount(@RoutingKey UUID connectionId, UUID accountId, UUID invitedEmailId, Instant at) implements ConnectionCommand {}

    record AcceptInvite(@RoutingKey UUID connectionId, UUID accountId, Instant at) implements ConnectionCommand {}

    record RejectInvite(@RoutingKey UUID connectionId, UUID accountId, Instant at) implements ConnectionCommand {}

    /** Ends a connection and every open pairing under it, at once. Answered with the number of those pairings. */
    record RevokeConnection(@RoutingKey UUID connectionId, UUID accountId, Instant at) implements ConnectionCommand {}

    /**
     * Keeps the other account away, and ends what stands between the two with every open pairing under it, at once. Answered with
     * {@link Blocked}.
     *
     * @param connectionId by which the account knows the other one, whatever has become of it
     * @param blockId of the block, unless there is one already
     */
    record BlockAccount(@RoutingKey UUID connectionId, UUID accountId, UUID blockId, Instant at) implements ConnectionCommand {}

    record Blocked(UUID blockId, UUID blockedAccountId, int pairingsRevoked) {}

    /** Answered with the id of the account that is not kept away any more. */
    record UnblockAccount(@RoutingKey UUID blockId, UUID accountId, Instant at) implements ConnectionCommand {}

    /** The invite that there is now; another than the command's where that repeats an earlier one. */
    record Invited(UUID connectionId, Instant at) {}
}
