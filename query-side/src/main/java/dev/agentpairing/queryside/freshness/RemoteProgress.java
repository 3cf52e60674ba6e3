package dev.agentpairing.queryside.freshness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.freshness.FreshnessQuery.Reached;
import dev.agentpairing.queryside.processor.StoredToken;

/** How far the views are when another node drives them: the stored token tells, and is looked at only while somebody waits. */
final class RemoteProgress {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(10);
    private static final String COMMAND = "correlationId";

    private final StoredToken stored;
    private final Configuration configuration;
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean looking;

    RemoteProgress(StoredToken stored, Configuration configuration) {
        this.stored = stored;
        this.configuration = configuration;
    }

    /** The command has been stored, so it is shown when all that is stored now is. */
    CompletableFuture<Reached> write(String command, int events) {
        return events <= 0
                ? CompletableFuture.completedFuture(new Reached(true, position()))
                : waitFor(Positions.of(configuration.eventStore().createHeadToken()), command);
    }

    CompletableFuture<Reached> position(long position) {
        return waitFor(position, null);
    }

    long position() {
        return Positions.of(stored.read());
    }

    private CompletableFuture<Reached> waitFor(long position, @Nullable String command) {
        var future = new CompletableFuture<Reached>();
        synchronized (this) {
            waiting.add(new Waiting(position, command, future));
            if (!looking) {
                looking = true;
                Thread.ofVirtual().name("views-elsewhere").start(this::look);
            }
        }
        return future;
    }

    private void look() {
        var pause = FIRST_PAUSE;
        for (var present = stillWaiting(); !present.isEmpty(); present = stillWaiting()) {
            try {
                var token = stored.read();
                var shown = present.stream().filter(wait -> isReached(token, wait)).toList();
                shown.forEach(wait -> wait.future().completeAsync(() -> new Reached(true, wait.position()), Thread::startVirtualThread));
                pause = shown.isEmpty() ? Collections.min(List.of(pause.multipliedBy(2), LONGEST_PAUSE)) : FIRST_PAUSE;
                Thread.sleep(pause);
            } catch (InterruptedException | RuntimeException e) {
                present.forEach(wait -> wait.future().completeExceptionally(e));
            }
        }
    }

    private synchronized List<Waiting> stillWaiting() {
        waiting.removeIf(wait -> wait.future().isDone());
        looking = !waiting.isEmpty();
        return List.copyOf(waiting);
    }

    private boolean isReached(@Nullable TrackingToken token, Waiting wait) {
        return Positions.reached(token, wait.position()) && (wait.command() == null || !isAhead(token, wait.command()));
    }

    /** Whether an event of the command fills a gap that the views have not seen filled; most gaps were never events. */
    private boolean isAhead(@Nullable TrackingToken token, String command) {
        if (!(token instanceof GapAwareTrackingToken gaps) || !gaps.hasGaps()) {
            return false;
        }
        try (var events = configuration.eventStore().openStream(token)) {
            while (events.hasNextAvailable()) {
                if (command.equals(events.nextAvailable().getMetaData().get(COMMAND))) {
                    return true;
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** @param command null where a position is all that matters */
    private record Waiting(long position, @Nullable String command, CompletableFuture<Reached> future) {}
}
