package dev.agentpairing.queryside.processor;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * Takes events of different streams at the same time: no row shows more than one stream. While one lane waits for the database, another
 * folds.
 */
final class Lanes implements AutoCloseable {

    private static final int COUNT = 2;

    private final ExecutorService threads = Executors.newFixedThreadPool(COUNT, Thread.ofPlatform().daemon().name("lane-", 0).factory());

    /**
     * Returns when all are taken, or were tried.
     *
     * @param taker is given those of a lane, in their order, on the lane's thread
     */
    void take(List<TrackedEventMessage<?>> events, Consumer<List<TrackedEventMessage<?>>> taker) throws InterruptedException {
        var lanes = events.stream().collect(Collectors.groupingBy(Lanes::lane)).values();
        for (var taken : threads.invokeAll(lanes.stream().map(lane -> taking(lane, taker)).toList())) {
            try {
                taken.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("The views cannot be filled", e.getCause());
            }
        }
    }

    private static Callable<Void> taking(List<TrackedEventMessage<?>> lane, Consumer<List<TrackedEventMessage<?>>> taker) {
        return () -> {
            taker.accept(lane);
            return null;
        };
    }

    private static int lane(TrackedEventMessage<?> event) {
        return event instanceof DomainEventMessage<?> fact ? Math.floorMod(fact.getAggregateIdentifier().hashCode(), COUNT) : 0;
    }

    @Override
    public void close() {
        threads.close();
    }
}
