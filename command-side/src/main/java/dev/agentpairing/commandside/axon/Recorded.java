package dev.agentpairing.commandside.axon;

import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** How many events the commands of a unit of work have recorded so far. */
final class Recorded {

    private static final String KEY = Recorded.class.getName();

    private int count;

    static Recorded in(UnitOfWork<?> unit) {
        return unit.root().getOrComputeResource(KEY, _ -> new Recorded());
    }

    static void inCurrentUnit(int events) {
        CurrentUnitOfWork.ifStarted(unit -> in(unit).count += events);
    }

    int count() {
        return count;
    }
}
