package dev.agentpairing.queryside.freshness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;

import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.freshness.FreshnessQuery.Reached;

/**
 * How far the views of this node are, told after the commit of each batch. Who waits is woken then; nobody polls.
 *
 * <p>A command's events may be shown before or after its writer asks, so the last commands are remembered, first in, first out.
 * (A cache that weighs frequency would drop the newest first, which are the ones about to be asked for.)
 */
final class LocalProgress {

    private static final int REMEMBERED = 50_000;

    private final Map<String, Written> recent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Written> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Map<String, List<Waiting>> waitingForWrites = new HashMap<>();
    private final List<Waiting> waitingForPositions = new ArrayList<>();
    private @Nullable TrackingToken token;

    /** The views are at this place: after a claim, or emptied by a reset. */
    void startAt(@Nullable TrackingToken place) {
        advance(Map.of(), place);
    }

    void advance(Map<String, Written> batch, @Nullable TrackingToken to) {
        var woken = new ArrayList<Runnable>();
        synchronized (this) {
            token = to;
            batch.forEach((command, written) -> {
                var all = recent.merge(command, written, Written::plus);
                var waiting = waitingForWrites.get(command);
                if (waiting != null) {
                    wake(waiting, wait -> all.events() >= wait.wanted() ? all.last() : Positions.NOTHING, woken);
                }
            });
            if (!waitingForPositions.isEmpty()) {
                wake(waitingForPositions, wait -> Positions.reached(to, wait.wanted()) ? wait.wanted() : Positions.NOTHING,
                        woken);
            }
        }
        woken.forEach(Runnable::run);
    }

    synchronized void forget() {
        recent.clear();
        token = null;
    }

    /** Completed when so many events of the command are shown. */
    synchronized CompletableFuture<Reached> write(String command, int events) {
        if (events <= 0) {
            return CompletableFuture.completedFuture(new Reached(true, Positions.of(token)));
        }
        var written = recent.get(command);
        if (written != null && written.events() >= events) {
            return CompletableFuture.completedFuture(new Reached(true, written.last()));
        }
        var wait = new Waiting(events, new CompletableFuture<>());
        waitingForWrites.computeIfAbsent(command, first -> new ArrayList<>(1)).add(wait);
        wait.future().whenComplete((reached, failed) -> leave(command, wait));
        return wait.future();
    }

    /** Completed when the event at this position is shown. */
    synchronized CompletableFuture<Reached> position(long position) {
        if (Positions.reached(token, position)) {
            return CompletableFuture.completedFuture(new Reached(true, position));
        }
        var wait = new Waiting(position, new CompletableFuture<>());
        waitingForPositions.add(wait);
        wait.future().whenComplete((reached, failed) -> leave(wait));
        return wait.future();
    }

    synchronized long position() {
        return Positions.of(token);
    }

    synchronized int waiting() {
        return waitingForPositions.size() + waitingForWrites.size();
    }

    private synchronized void leave(Waiting wait) {
        waitingForPositions.remove(wait);
    }

    private synchronized void leave(String command, Waiting wait) {
        var waiting = waitingForWrites.get(command);
        if (waiting != null && waiting.remove(wait) && waiting.isEmpty()) {
            waitingForWrites.remove(command);
        }
    }

    private static void wake(List<Waiting> waiting, ToLongFunction<Waiting> reachedAt, List<Runnable> woken) {
        for (var wait : waiting) {
            var position = reachedAt.applyAsLong(wait);
            if (position != Positions.NOTHING) {
                woken.add(() -> wait.future().complete(new Reached(true, position)));
            }
        }
    }

    /** @param wanted number of events, or a position */
    private record Waiting(long wanted, CompletableFuture<Reached> future) {

        /** Each wait is its own, however alike two are. */
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
