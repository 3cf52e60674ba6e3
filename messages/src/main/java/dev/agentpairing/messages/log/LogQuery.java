package dev.agentpairing.messages.log;

import java.util.List;

/** Questions about the log, answered by the command side of the same process; only where that keeps the log in a database. */
public sealed interface LogQuery {

    /**
     * What other nodes have appended. Answered with {@link NewsOfLog}.
     *
     * @param after the {@code upTo} of an earlier answer; 0 at first
     * @param now whether all that is in the log by now is wanted; otherwise it may be 50 ms behind
     */
    record ListAppendedElsewhere(long after, boolean now) implements LogQuery {}

    /** @param type of the stream's aggregate, as its events name it */
    record Grown(String type, String stream) {}

    /** @param complete false where there may have been more; whoever keeps anything must forget it then */
    record NewsOfLog(List<Grown> streams, long upTo, boolean complete) {}
}
