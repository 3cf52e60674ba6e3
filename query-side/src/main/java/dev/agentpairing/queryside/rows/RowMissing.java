package dev.agentpairing.queryside.rows;

/** There is no row that an event could change. */
public final class RowMissing extends RuntimeException {

    RowMissing(String stream, long sequence) {
        super("Event %d of %s came before the one that creates its row".formatted(sequence, stream));
    }
}
