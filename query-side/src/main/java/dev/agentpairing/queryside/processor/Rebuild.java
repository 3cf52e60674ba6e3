package dev.agentpairing.queryside.processor;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.messaging.StreamableMessageSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties the views and has every event read again. For one running node; personal data stays. */
public final class Rebuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Configuration configuration;

    Rebuild(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * With the processor running. It must have read all there is first: one that is shut down between its claim and its first
     * look at the log loses its worker for good.
     */
    public void whileRunning() {
        var processor = processor();
        until(() -> isCaughtUp(processor), "The views cannot be rebuilt: another node drives them, or they are far behind");
        processor.shutDown();
        reset(processor);
        processor.start();
    }

    /** Waits for the claim of a process that has died to lapse. */
    void beforeStart() {
        until(() -> tryReset(processor()), "The views cannot be rebuilt: another node drives them");
        LOG.info("The views have been emptied, every event is read again");
    }

    private static boolean tryReset(TrackingEventProcessor processor) {
        try {
            reset(processor);
            return true;
        } catch (UnableToClaimTokenException e) {
            LOG.debug("The claim is still another's", e);
            return false;
        }
    }

    private static boolean isCaughtUp(TrackingEventProcessor processor) {
        return processor.processingStatus().values().stream().anyMatch(EventTrackerStatus::isCaughtUp);
    }

    private static void reset(TrackingEventProcessor processor) {
        processor.resetTokens(StreamableMessageSource::createTailToken);
    }

    private TrackingEventProcessor processor() {
        return configuration.eventProcessingConfiguration().eventProcessor(ViewsProcessor.NAME, TrackingEventProcessor.class)
                .orElseThrow(() -> new IllegalStateException("No processor drives the views"));
    }

    private static void until(BooleanSupplier condition, String otherwise) {
        var end = Instant.now().plus(StoredToken.CLAIM_LASTS.multipliedBy(3));
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(otherwise);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(otherwise, e);
            }
        }
    }
}
