package dev.agentpairing.commandside.axon;

import java.util.HashSet;
import java.util.Set;

import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** What the commands of a unit of work have used so far, how many events they have recorded, and whether one rests on what it only read. */
final class Recorded {

    private static final String KEY = Recorded.class.getName();

    private final Set<String> used = new HashSet<>();
    private int count;
    private boolean restsOnWhatWasRead;

    static Recorded in(UnitOfWork<?> unit) {
        return unit.root().getOrComputeResource(KEY, _ -> new Recorded());
    }

    static void inCurrentUnit(int events) {
        CurrentUnitOfWork.ifStarted(unit -> in(unit).count += events);
    }

    /** The current command knows the state of this stream. */
    static void uses(String stream) {
        CurrentUnitOfWork.ifStarted(unit -> in(unit).used.add(stream));
    }

    /** Whether a command of the current unit of work, if there is one, knows the state of this stream. */
    static boolean used(String stream) {
        return CurrentUnitOfWork.map(unit -> in(unit).used.contains(stream)).orElse(false);
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
