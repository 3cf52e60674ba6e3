package dev.agentpairing.queryside.deadletters;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.queryhandling.QueryExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;

import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.Refused;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.DeadLetter;

/**
 * Events that a view could not take. Such an event, and all later ones of its stream, wait for an operator; the view takes everything
 * else. Kept is only which event it is: the log has it, and whatever waits behind it. (Axon's own queue keeps a copy of every event that
 * waits, looks for each event whether its stream waits, and parks what a handler throws; the handlers of these views throw nothing yet,
 * their rows are folded when the batch is committed.)
 *
 * <p>A node that has found once that nothing waits need not ask again. Only whoever drives the views parks anything: the holder of the
 * claim, which asks anew after every claim, or a refill before its node takes commands, with no other one running. A refill does so in
 * several units of work at once: what one has parked the others find when it is committed, and nobody takes an older answer for a newer.
 */
public final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final String PARKS = DeadLetters.class.getName();
    private static final String HAS_PARKED = PARKS + ".parked";

    private final DeadLetterTable table;
    private final ObjectProvider<EventStore> log;
    private final boolean viewsFollow;
    private final Map<Class<?>, Parking> views = new ConcurrentHashMap<>();
    private final AtomicReference<Found> found = new AtomicReference<>(new Found(null));

    DeadLetters(DeadLetterTable table, ObjectProvider<EventStore> log, @Value("${pairing.views.tracking:false}") boolean viewsFollow) {
        this.table = table;
        this.log = log;
        this.viewsFollow = viewsFollow;
    }

    /** @param type of the view's package, by which the view is called */
    public Parking of(Class<?> type) {
        var folder = type.getPackageName();
        return views.computeIfAbsent(type, first -> new Parking(this, folder.substring(folder.lastIndexOf('.') + 1)));
    }

    /** Null for what is no part of a view. */
    public @Nullable Parking find(Class<?> type) {
        return views.get(type);
    }

    /** In this unit of work, events from the log are taken: one that cannot be is put aside. */
    public static void parkIn(UnitOfWork<?> unit) {
        unit.root().resources().put(PARKS, true);
    }

    /** Where the views are written with the events, an event that cannot be taken is not stored. */
    boolean parks() {
        return viewsFollow || CurrentUnitOfWork.map(unit -> unit.root().getResource(PARKS)).isPresent();
    }

    /** Whether some stream may be held back from some view. Where the views follow the log, only the holder of the claim knows. */
    public boolean any() {
        return viewsFollow || found.get().discarded() == null && known() == null;
    }

    /** What nobody can be told while it may be told wrong. */
    public static QueryExecutionException unknown() {
        return new QueryExecutionException(
                "What is asked about waits in a dead letter", null, new Refused(Refusal.UNAVAILABLE));
    }

    /** All that were discarded, if nothing waits; else null. For whoever drives the views. */
    @Nullable List<DeadLetterRow> known() {
        if (Lift.current().isPresent() || hasParked()) { // sees what is not committed yet, and may be rolled back
            return null;
        }
        var before = found.get();
        if (before.discarded() == null && !table.anyParked()) {
            found.compareAndSet(before, new Found(table.discarded()));
        }
        return found.get().discarded();
    }

    private static boolean hasParked() {
        return CurrentUnitOfWork.map(unit -> unit.root().getResource(HAS_PARKED)).isPresent();
    }

    List<DeadLetterRow> rows(String view, Set<String> streams) {
        var known = known();
        return known == null ? table.lock(view, streams)
                : known.stream().filter(row -> row.view().equals(view) && streams.contains(row.stream())).toList();
    }

    void park(DeadLetterRow row, Cause why) {
        var parked = Lift.current().map(lift -> lift.again(row)).orElse(row);
        table.insert(parked);
        var unit = CurrentUnitOfWork.get().root();
        unit.resources().put(HAS_PARKED, true);
        unit.afterCommit(committed -> {
            forget();
            LOG.warn("The view {} cannot take event {} ({}) of stream {}: {}, {}; the stream waits as dead letter {}",
                    row.view(), row.sequence(), row.event(), row.stream(), row.cause(), why.inCode(), row.id());
        });
    }

    /** In the current unit of work, the stream of this letter is taken up again. Null where there is no such letter any more. */
    public @Nullable Lift lift(UUID id, boolean discard) {
        var letter = table.lock(id);
        if (letter == null) {
            return null;
        }
        if (discard) {
            table.discard(id, Instant.now());
        } else {
            table.delete(id);
        }
        parkIn(CurrentUnitOfWork.get());
        return Lift.in(CurrentUnitOfWork.get(), letter);
    }

    /** What has been put aside after all; null where nothing was. */
    public @Nullable DeadLetter parkedAgain(Lift lift) {
        var row = lift.parked();
        return row == null ? null : shown(row);
    }

    /** With what the log has behind it by now. */
    DeadLetter shown(DeadLetterRow row) {
        return row.shown(log.getObject().lastSequenceNumberFor(row.stream()).orElse(row.sequence()));
    }

    DeadLetterTable table() {
        return table;
    }

    void forget() {
        found.set(new Found(null));
    }

    void empty(String view) {
        forget();
        table.deleteParked(view);
    }

    /** What one look has found: all that were discarded where nothing waits; else, and before that, null. Compared by identity. */
    private record Found(@Nullable List<DeadLetterRow> discarded) {}
}
