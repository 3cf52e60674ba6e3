package dev.agentpairing.queryside.rows;

import java.util.Map;
import java.util.Set;

import org.axonframework.eventhandling.DomainEventMessage;

/** What a view may take in, of which streams; and what becomes of an event that it cannot take. */
public interface Gate {

    /** Whether everything may pass; where it may, that is known without a question. */
    boolean isOpen();

    /** Whether the current unit of work is for another view alone. */
    boolean isForOthers();

    /** What of these streams may not pass; those of which everything may are absent. Stays so until the end of the transaction. */
    Map<String, Held> held(Set<String> streams);

    /** Whether an event that cannot be taken is put aside in the current unit of work. */
    boolean parks();

    /** Puts aside an event that cannot be taken, and holds back its stream from there on; or throws the cause. */
    <E extends Exception> void park(DomainEventMessage<?> event, E cause) throws E;

    /** Others may have changed what is held back. */
    void forget();

    /** The view is emptied: nothing waits any more. */
    void empty();
}
