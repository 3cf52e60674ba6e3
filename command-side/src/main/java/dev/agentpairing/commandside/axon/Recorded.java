package dev.agentpairing.commandside.axon;

import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** How many events the commands of a unit of work have recorded so far, and whether one rests on more than what it appends to. */
final class Recorded {

    private static final String KEY = Recorded.class.getName();

    private int count;
    private boolean restsOnWhatWasRead;

    static Recorded in(UnitOfWork<?> unit) {
        return unit.root().getOrComputeResource(KEY, _ -> new Recorded());
    }

    static void inCurrentUnit(int events) {
        CurrentUnitOfWork.ifStarted(unit -> in(unit).count += events);
    }

    /** What the current command has only read must still be so when it is stored. */
    static void restsOnWhatWasRead() {
        CurrentUnitOfWork.ifStarted(unit -> in(unit).restsOnWhatWasRead = true);
    }

    boolean onWhatWasRead() {
        return restsOnWhatWasRead;
    }

    int count() {
        return count;
    }
}
