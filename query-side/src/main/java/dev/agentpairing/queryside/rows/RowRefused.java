package dev.agentpairing.queryside.rows;

/** A row of this batch can never be written, however well the database is. */
public final class RowRefused extends RuntimeException {

    RowRefused(RuntimeException cause) {
        super(cause.toString(), cause);
    }
}
