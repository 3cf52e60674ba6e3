package dev.agentpairing.queryside.processor;

import java.util.concurrent.atomic.AtomicBoolean;

import org.axonframework.eventhandling.TrackingEventProcessor;

/**
 * Axon's tracking processor with short pauses. Axon doubles the pause after each error, up to a minute, and for so long the views would
 * stand still after the database is back.
 */
final class ViewsTracker extends TrackingEventProcessor {

    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    ViewsTracker(Builder builder) {
        super(builder);
    }

    @Override
    protected void doSleepFor(long millis, AtomicBoolean interrupted) {
        super.doSleepFor(Math.min(millis, LONGEST_PAUSE_MILLIS), interrupted);
    }
}
