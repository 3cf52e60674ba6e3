package dev.agentpairing.messages.connection;

import java.time.Instant;
import java.util.UUID;

import org.axonframework.serialization.Revision;

/** What happened to one block: an account that keeps another one away. */
public sealed interface BlockEvent {

    UUID blockId();

    Instant at();

    /** @param linkId of what stands between the two, which holds the block too */
    @Revision("1")
    record AccountBlocked(UUID blockId, UUID linkId, UUID blockerId, UUID blockedId, Instant at) implements BlockEvent {}

    @Revision("1")
    record AccountUnblocked(UUID blockId, Instant at) implements BlockEvent {}
}
