package dev.agentpairing.queryside.pairings;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.pairing.PairingCommand.ExpirePairing;
import dev.agentpairing.queryside.pairings.DuePairings.Pending;
import dev.agentpairing.queryside.pairings.EndCommands.End;
import dev.agentpairing.queryside.pairings.EndCommands.Failure;

/** Looks for pending pairings that are due, from where everything before has been dealt with, and has them ended batch by batch. */
final class ExpirySweep {

    private final DuePairings pairings;
    private final EndCommands ends;
    private Pending dealtWith = Pending.before(Instant.EPOCH);

    ExpirySweep(DuePairings pairings, EndCommands ends) {
        this.pairings = pairings;
        this.ends = ends;
    }

    /** @return when the next pairing is due, or a little later, so that those proposed until then are seen in time */
    Instant run() {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var soon = now.plus(PairingSweeper.AT_LEAST_EVERY);
        var failures = new ArrayList<Failure<Pending>>();
        var place = dealtWith;
        while (true) {
            var until = pairings.stretch(place, soon);
            var batch = pairings.between(place, until);
            var due = batch.stream().takeWhile(pending -> !pending.dueAt().isAfter(now)).toList();
            var failed = ends.send(due, pending -> new End(new ExpirePairing(pending.pairingId(), now), Actor.SYSTEM));
            failures.addAll(failed);
            boolean full = batch.size() == DuePairings.BATCH;
            boolean through = due.size() < batch.size() || !full && until.equals(soon);
            if (through || failed.size() == DuePairings.BATCH) {
                settle(now.minus(PairingSweeper.SEEN_LATE), failures);
                return due.size() < batch.size() ? batch.get(due.size()).dueAt() : soon;
            }
            place = full ? batch.getLast() : Pending.after(until);
        }
    }

    /** What failed, and all behind it, is looked at again. */
    private void settle(Instant until, List<Failure<Pending>> failures) {
        boolean earlier = !failures.isEmpty() && failures.getFirst().found().dueAt().isBefore(until);
        dealtWith = Pending.before(earlier ? failures.getFirst().found().dueAt() : until);
        EndCommands.report(failures);
    }
}
