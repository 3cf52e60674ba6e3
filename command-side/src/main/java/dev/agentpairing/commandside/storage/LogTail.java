package dev.agentpairing.commandside.storage;

import java.util.List;

/** Where the log grows, by whichever node, from the moment the tail was opened. It tells which streams grew, and not what happened. */
public interface LogTail extends AutoCloseable {

    int PAGE = 1000;

    /** The next ones; fewer than {@link #PAGE} when there are no more for now. */
    List<Appended> next();

    @Override
    void close();

    /**
     * @param id of the event
     * @param type of the stream's aggregate, as its events name it
     */
    record Appended(String id, String type, String stream) {}

    @FunctionalInterface
    interface Opener {

        /** Begins at the end of the log. */
        LogTail open();
    }
}
