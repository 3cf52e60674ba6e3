package dev.agentpairing.messages.freshness;

/** Would a write, or a read, work now? Each side answers for itself; a problem is an exception. */
public sealed interface ReadinessQuery {

    /** Answered with {@code true} by the command side when its event store takes appends. */
    record CanWrite() implements ReadinessQuery {}

    /** Answered with {@code true} by the query side when its tables can be read and its projections run. */
    record CanRead() implements ReadinessQuery {}
}
