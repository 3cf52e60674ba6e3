package dev.agentpairing.messages.deadletter;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What an operator asks about events that a view could not take. Answered by the query side; retrying and discarding, too, because that
 * concerns its own tables only: nothing is decided, no event comes of it, and it need not wait in the line of the commands.
 */
public sealed interface DeadLetterQuery {

    /**
     * Those that hold a stream back, newest first. Answered with {@link Page}.
     *
     * @param limit at least 1
     * @param after null: from the newest
     */
    record ListDeadLetters(int limit, @Nullable Place after) implements DeadLetterQuery {}

    /** How many hold a stream back? Answered with a {@code long}. */
    record CountDeadLetters() implements DeadLetterQuery {}

    /** The view takes its stream up again, from this event on. Answered with {@link Outcome}. */
    record RetryDeadLetter(UUID id) implements DeadLetterQuery {}

    /** The view never takes this event, and takes up what waits behind it. Answered with {@link Outcome}. */
    record DiscardDeadLetter(UUID id) implements DeadLetterQuery {}

    /** A place in the list, which is ordered by time and then id, both descending. */
    record Place(Instant since, UUID id) {}

    /** @param more whether letters follow the last one */
    record Page(List<DeadLetter> letters, boolean more) {}

    /**
     * @param sequence the event's number in its stream
     * @param cause why the view could not take it, without any of its values
     * @param waiting how many later events of the stream the log has by now
     */
    record DeadLetter(UUID id, String view, String stream, long sequence, String event, String cause, Instant since, long waiting) {}

    /**
     * @param found false where there is no such letter, or another attempt has settled it
     * @param parked what holds the stream back now: the same event, or a later one; null where nothing does
     */
    record Outcome(boolean found, @Nullable DeadLetter parked) {}
}
