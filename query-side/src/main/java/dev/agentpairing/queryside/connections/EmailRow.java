package dev.agentpairing.queryside.connections;

import java.util.UUID;

/** Which address an account signed up with: an invite to it is an invite to the account. */
record EmailRow(UUID accountId, UUID emailId) {}
