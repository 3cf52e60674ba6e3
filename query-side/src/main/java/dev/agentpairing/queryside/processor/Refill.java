package dev.agentpairing.queryside.processor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.agentpairing.queryside.rows.ViewsDatabase;

/**
 * Empties the views and fills them from the log, before this node takes commands; for one running node. How far it is, is stored with
 * each batch: one that was cut short goes on at the next start, whether it is asked for again or not.
 */
final class Refill {

    private static final Logger LOG = LoggerFactory.getLogger(Refill.class);
    private static final String NAME = "refill";
    private static final int BATCH = 2_000;
    private static final Duration TELL_EVERY = Duration.ofSeconds(5);

    private final Configuration axon;
    private final ViewsDatabase database;
    private final TokenStore tokens;

    Refill(Configuration axon, ViewsDatabase database, TokenStore tokens) {
        this.axon = axon;
        this.database = database;
        this.tokens = tokens;
    }

    void run(boolean wanted) {
        var views = axon.eventProcessingConfiguration().eventProcessor(ViewsProcessor.NAME, ViewsSubscriber.class)
                .orElseThrow(() -> new IllegalStateException("No processor fills the views"));
        if (tokens.fetchSegments(NAME).length == 0) {
            if (!wanted) {
                return;
            }
            inTransaction(() -> {
                tokens.initializeTokenSegments(NAME, 1);
                views.reset();
            });
        }
        try {
            long events = fill(views, claim());
            inTransaction(() -> tokens.deleteToken(NAME, 0));
            LOG.info("The views were filled again from {} events", events);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The views are not filled again yet; the next start goes on", e);
        }
    }

    private @Nullable TrackingToken claim() {
        var place = new ArrayList<@Nullable TrackingToken>(1);
        try {
            inTransaction(() -> place.add(tokens.fetchToken(NAME, 0)));
        } catch (UnableToClaimTokenException e) {
            throw new IllegalStateException("Another process fills the views again; start this one when it is ready", e);
        }
        return place.getFirst();
    }

    private long fill(ViewsSubscriber views, @Nullable TrackingToken from) throws InterruptedException {
        long events = 0;
        var told = Instant.now();
        try (var log = axon.eventStore().openStream(from)) {
            for (var batch = next(log); !batch.isEmpty(); batch = next(log)) {
                store(views, batch);
                events += batch.size();
                if (told.plus(TELL_EVERY).isBefore(Instant.now())) {
                    LOG.info("The views are being filled again: {} events so far", events);
                    told = Instant.now();
                }
            }
        }
        return events;
    }

    private void store(ViewsSubscriber views, List<TrackedEventMessage<?>> batch) {
        inTransaction(() -> {
            views.replay(batch);
            tokens.storeToken(batch.getLast().trackingToken(), NAME, 0);
        });
    }

    private static List<TrackedEventMessage<?>> next(BlockingStream<TrackedEventMessage<?>> log) throws InterruptedException {
        var batch = new ArrayList<TrackedEventMessage<?>>(BATCH);
        while (batch.size() < BATCH && log.hasNextAvailable()) {
            batch.add(log.nextAvailable());
        }
        return batch;
    }

    private void inTransaction(Runnable work) {
        var unit = DefaultUnitOfWork.startAndGet(null);
        unit.attachTransaction(database.transactions());
        unit.execute(work);
    }
}
