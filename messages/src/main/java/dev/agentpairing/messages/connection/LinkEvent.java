package dev.agentpairing.messages.connection;

import java.time.Instant;
import java.util.UUID;

import org.axonframework.serialization.Revision;

/** What stands between two e-mail addresses: at most one invite or connection at a time, none while one blocks the other. */
public sealed interface LinkEvent {

    UUID linkId();

    @Revision("1")
    record LinkTaken(UUID linkId, UUID connectionId, Instant at) implements LinkEvent {}

    @Revision("1")
    record LinkFreed(UUID linkId, UUID connectionId, Instant at) implements LinkEvent {}

    /** One of the two keeps the other away: nobody can take the link. */
    @Revision("1")
    record LinkBlocked(UUID linkId, UUID blockId, UUID blockerId, Instant at) implements LinkEvent {}

    @Revision("1")
    record LinkUnblocked(UUID linkId, UUID blockId, UUID blockerId, Instant at) implements LinkEvent {}
}
