package dev.agentpairing.queryside.deadletters;

import java.util.Optional;

import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** A unit of work in which one view takes one stream up again; all other views leave its events alone. */
public final class Lift {

    private static final String KEY = Lift.class.getName();

    private final DeadLetterRow letter;
    private @Nullable DeadLetterRow parked;

    private Lift(DeadLetterRow letter) {
        this.letter = letter;
    }

    static Lift in(UnitOfWork<?> unit, DeadLetterRow letter) {
        var lift = new Lift(letter);
        unit.root().resources().put(KEY, lift);
        return lift;
    }

    static Optional<Lift> current() {
        return CurrentUnitOfWork.map(unit -> unit.root().getResource(KEY));
    }

    public String stream() {
        return letter.stream();
    }

    boolean concerns(String view) {
        return letter.view().equals(view);
    }

    /** The same event as before has been waiting for as long as before. */
    DeadLetterRow again(DeadLetterRow row) {
        parked = row.id().equals(letter.id()) ? new DeadLetterRow(
                row.id(), row.view(), row.stream(), row.sequence(), row.event(), row.cause(), letter.since(), false) : row;
        return parked;
    }

    @Nullable DeadLetterRow parked() {
        return parked;
    }
}
