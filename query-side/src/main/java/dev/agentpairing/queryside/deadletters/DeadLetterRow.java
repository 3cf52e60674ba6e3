package dev.agentpairing.queryside.deadletters;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import dev.agentpairing.messages.deadletter.DeadLetterQuery.DeadLetter;

/** @param discarded whether the view goes on without the event; if not, it waits for it */
record DeadLetterRow(UUID id, String view, String stream, long sequence, String event, String cause, Instant since, boolean discarded) {

    /** One event is one letter of a view, however often it fails. */
    static UUID id(String view, String stream, long sequence) {
        return UUID.nameUUIDFromBytes((view + " " + stream + " " + sequence).getBytes(StandardCharsets.UTF_8));
    }

    /** @param last number of the last event of the stream */
    DeadLetter shown(long last) {
        return new DeadLetter(id, view, stream, sequence, event, cause, since, Math.max(last - sequence, 0));
    }
}
