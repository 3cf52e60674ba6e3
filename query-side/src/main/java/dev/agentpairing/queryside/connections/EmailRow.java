package dev.agentpairing.queryside.connections;

import java.time.Instant;
import java.util.UUID;

/**
 * Which address an account signed up with: an invite to it is an invite to the account, unless it was cancelled before.
 *
 * @param openedAt when it signed up
 */
record EmailRow(UUID accountId, UUID emailId, Instant openedAt) {}
