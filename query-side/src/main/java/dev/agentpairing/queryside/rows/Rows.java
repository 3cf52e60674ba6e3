package dev.agentpairing.queryside.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table, each a fold of the events of one stream. Steps are collected while a batch is handled; before it commits, the
 * rows they start from are fetched with one statement, the steps applied in order, and the results written with one. A step whose event
 * a row already shows does nothing, so events may be delivered again.
 *
 * <p>Rows written lately are remembered, and used where they show the very event before the next one of their stream: then nobody else
 * can have written them since. Those of a rolled back batch are forgotten with it, all of them by a reset and every new claim.
 *
 * <p>A step that fails is parked, where the batch allows that, and so are those of one row that the database cannot hold: such a batch is
 * rolled back, and when it comes again, every step is written alone. All other failures of the database are nobody's fault but its own.
 */
public final class Rows<K, R> {

    private static final int REMEMBERED = 20_000;

    private final Table<K, R> table;
    private final Gate gate;
    private final Consumer<R> shown;
    private final Cache<K, Versioned<R>> recent = Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run).build();
    private final String resource = Rows.class.getName() + "@" + System.identityHashCode(this);
    private volatile boolean oneByOne;

    public Rows(Table<K, R> table, Claim claim, Gate gate) {
        this(table, claim, gate, row -> {});
    }

    /** @param shown told of every row that was written, when everybody can see it */
    public Rows(Table<K, R> table, Claim claim, Gate gate, Consumer<R> shown) {
        this.table = table;
        this.gate = gate;
        this.shown = shown;
        claim.whenTaken(token -> {
            recent.invalidateAll();
            gate.forget();
        });
    }

    /** The event is the first that this row shows. */
    public void create(K key, DomainEventMessage<?> event, R row) {
        add(key, Step.creating(event, row));
    }

    /** The event changes a row that an earlier one created. */
    public void change(K key, DomainEventMessage<?> event, UnaryOperator<R> change) {
        add(key, Step.changing(event, change));
    }

    /** Empties the table, so that a replay can fill it. */
    public void empty() {
        recent.invalidateAll();
        table.empty();
        gate.empty();
    }

    private void add(K key, Step<R> step) {
        Objects.requireNonNull(key);
        if (gate.isForOthers()) {
            return;
        }
        var work = CurrentUnitOfWork.get().root();
        Map<K, List<Step<R>>> steps = work.getOrComputeResource(resource, name -> {
            var collected = new LinkedHashMap<K, List<Step<R>>>();
            work.onPrepareCommit(batch -> flush(collected));
            work.onRollback(batch -> recent.invalidateAll(collected.keySet()));
            return collected;
        });
        steps.computeIfAbsent(key, first -> new ArrayList<>(2)).add(step);
    }

    private void flush(Map<K, List<Step<R>>> collected) {
        var steps = gate.isOpen() ? collected : passing(collected);
        var known = known(steps);
        var written = new ArrayList<Versioned<R>>(steps.size());
        steps.forEach((key, toApply) -> {
            var before = known.get(key);
            var after = apply(toApply, before);
            if (after != before && after != null) {
                written.add(after);
                recent.put(key, after);
            }
        });
        if (!written.isEmpty()) {
            write(written);
            CurrentUnitOfWork.get().root().afterCommit(batch -> {
                oneByOne = false;
                written.forEach(row -> shown.accept(row.row()));
            });
        }
    }

    private void write(List<Versioned<R>> rows) {
        try {
            table.write(rows);
        } catch (RowRefused e) {
            oneByOne = gate.parks();
            throw e;
        }
    }

    /** Without those that are held back. */
    private Map<K, List<Step<R>>> passing(Map<K, List<Step<R>>> collected) {
        var held = gate.held(collected.values().stream().map(steps -> steps.getFirst().stream()).collect(Collectors.toSet()));
        var passing = new LinkedHashMap<K, List<Step<R>>>();
        collected.forEach((key, steps) -> {
            var limit = held.getOrDefault(steps.getFirst().stream(), Held.NOTHING);
            var left = steps.stream().filter(step -> limit.passes(step.sequence())).map(step -> step.within(limit)).toList();
            if (!left.isEmpty()) {
                passing.put(key, left);
            }
        });
        return passing;
    }

    private Map<K, Versioned<R>> known(Map<K, List<Step<R>>> steps) {
        var known = new HashMap<K, Versioned<R>>(steps.size() * 2);
        var unknown = new ArrayList<K>();
        steps.forEach((key, toApply) -> {
            var first = toApply.getFirst();
            var row = recent.getIfPresent(key);
            if (row != null && row.version() == first.sequence() - 1) {
                known.put(key, row);
            } else if (!first.creates() || !table.keepsNewerRows()) {
                unknown.add(key);
            }
        });
        if (!unknown.isEmpty()) {
            table.readInto(known, unknown);
        }
        return known;
    }

    private @Nullable Versioned<R> apply(List<Step<R>> steps, @Nullable Versioned<R> before) {
        var row = before;
        for (var step : steps) {
            if (row == null ? !step.mayLackRow() : row.version() < step.sequence()) {
                var after = after(row, step);
                if (after == null) {
                    return row;
                }
                row = after;
            }
        }
        return row;
    }

    /** Null when the step was parked. */
    private @Nullable Versioned<R> after(@Nullable Versioned<R> before, Step<R> step) {
        Versioned<R> after;
        try {
            after = new Versioned<>(step.change().after(before == null ? null : before.row()), step.sequence());
        } catch (RuntimeException e) {
            gate.park(step.event(), e);
            return null;
        }
        if (oneByOne) {
            try {
                table.writeAlone(after);
            } catch (RowRefused e) {
                gate.park(step.event(), e);
                return null;
            }
        }
        return after;
    }
}
