package dev.agentpairing.messages.freshness;

import java.time.Duration;

/** Questions about how far the read model is. Answered by the query side with {@link Reached}. */
public sealed interface FreshnessQuery {

    /**
     * Waits until the read model shows every event of one command.
     *
     * @param commandId identifier of the command message, which its events carry as correlation id
     * @param events how many events the command caused; 0 asks for the present position without waiting
     * @param atMost how long to wait
     */
    record AwaitWrite(String commandId, int events, Duration atMost) implements FreshnessQuery {}

    /** Waits until the read model shows at least {@code position}, a position that {@link Reached} named before. */
    record AwaitPosition(long position, Duration atMost) implements FreshnessQuery {}

    /**
     * @param reached false when the time was over first
     * @param position in the event log; that of the command's last event where a command was asked for
     */
    record Reached(boolean reached, long position) {}
}
