package dev.agentpairing.queryside.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table, each a fold of the events of one stream. Steps are collected while a batch is handled; before it commits, the
 * rows they start from are fetched with one statement, the steps applied in order, and the results written with one. A step whose event
 * a row already shows does nothing, so events may be delivered again.
 *
 * <p>Rows written lately are remembered, and used where they show the very event before the next one of their stream: then nobody else
 * can have written them since. They are forgotten with a rolled back batch, a reset and every new claim.
 */
public final class Rows<K, R> {

    private static final int REMEMBERED = 20_000;

    private final Table<K, R> table;
    private final Consumer<R> shown;
    private final Cache<K, Versioned<R>> recent = Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run).build();
    private final String resource = Rows.class.getName() + "@" + System.identityHashCode(this);

    public Rows(Table<K, R> table, Claim claim) {
        this(table, claim, row -> {});
    }

    /** @param shown told of every row that was written, when everybody can see it */
    public Rows(Table<K, R> table, Claim claim, Consumer<R> shown) {
        this.table = table;
        this.shown = shown;
        claim.whenTaken(token -> recent.invalidateAll());
    }

    /** The event is the first that this row shows. */
    public void create(K key, long sequence, R row) {
        add(key, new Step<>(sequence, true, before -> row));
    }

    /** The event changes a row that an earlier one created. */
    public void change(K key, long sequence, UnaryOperator<R> change) {
        add(key, new Step<>(sequence, false, before -> {
            if (before == null) {
                throw new IllegalStateException(
                        "Event %d of %s came before the one that creates its row".formatted(sequence, key));
            }
            return change.apply(before);
        }));
    }

    /** Empties the table, so that a replay can fill it. */
    public void empty() {
        recent.invalidateAll();
        table.empty();
    }

    private void add(K key, Step<R> step) {
        var work = CurrentUnitOfWork.get().root();
        Map<K, List<Step<R>>> steps = work.getOrComputeResource(resource, name -> {
            var collected = new LinkedHashMap<K, List<Step<R>>>();
            work.onPrepareCommit(batch -> flush(collected));
            work.onRollback(batch -> recent.invalidateAll());
            return collected;
        });
        steps.computeIfAbsent(key, first -> new ArrayList<>(2)).add(step);
    }

    private void flush(Map<K, List<Step<R>>> steps) {
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
            table.write(written);
            CurrentUnitOfWork.get().root().afterCommit(batch -> written.forEach(row -> shown.accept(row.row())));
        }
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

    private static <R> @Nullable Versioned<R> apply(List<Step<R>> steps, @Nullable Versioned<R> before) {
        var row = before;
        for (var step : steps) {
            if (row == null || row.version() < step.sequence()) {
                row = new Versioned<>(step.change().after(row == null ? null : row.row()), step.sequence());
            }
        }
        return row;
    }

    private record Step<R>(long sequence, boolean creates, Change<R> change) {}

    @FunctionalInterface
    private interface Change<R> {

        R after(@Nullable R before);
    }
}
