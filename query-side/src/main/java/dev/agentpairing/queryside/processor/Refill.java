package dev.agentpairing.queryside.processor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;

import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.agentpairing.queryside.deadletters.DeadLetters;
import dev.agentpairing.queryside.rows.Indexes;
import dev.agentpairing.queryside.rows.ViewsDatabase;

/**
 * Empties the views and fills them from the log, before this node takes commands; for one running node. How far it is, is stored with
 * each batch: one that was cut short goes on at the next start, whether it is asked for again or not. An event that a view cannot take
 * is parked, and does not stop the others.
 */
final class Refill {

    private static final Logger LOG = LoggerFactory.getLogger(Refill.class);
    private static final String NAME = "refill";
    private static final Duration TELL_EVERY = Duration.ofSeconds(5);

    private final Configuration axon;
    private final ViewsDatabase database;
    private final TokenStore tokens;
    private final Indexes indexes;

    Refill(Configuration axon, ViewsDatabase database, TokenStore tokens) {
        this.axon = axon;
        this.database = database;
        this.tokens = tokens;
        this.indexes = new Indexes(database);
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
                indexes.putAside();
            });
        }
        var began = Instant.now();
        try {
            long events = fill(views, claim());
            inTransaction(() -> {
                indexes.putBack();
                tokens.deleteToken(NAME, 0);
            });
            LOG.info("The views were filled again from {} events in {} ms", events, Duration.between(began, Instant.now()).toMillis());
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
        try (var log = new LogAhead(axon.eventStore().openStream(from), views::wants); var lanes = new Lanes()) {
            for (var batch = log.next(); batch.size() > 0; batch = log.next()) {
                store(views, batch, lanes);
                events += batch.size();
                if (told.plus(TELL_EVERY).isBefore(Instant.now())) {
                    LOG.info("The views are being filled again: {} events so far", events);
                    told = Instant.now();
                }
            }
        }
        return events;
    }

    /** Of a batch that was cut short some streams are stored and others not yet; those that are take nothing twice. */
    private void store(ViewsSubscriber views, LogAhead.Batch batch, Lanes lanes) throws InterruptedException {
        lanes.take(batch.events(), events -> Poison.isolated(() -> inTransaction(() -> {
            DeadLetters.parkIn(CurrentUnitOfWork.get());
            views.replay(events);
        })));
        inTransaction(() -> tokens.storeToken(batch.end(), NAME, 0));
    }

    private void inTransaction(Runnable work) {
        var unit = DefaultUnitOfWork.startAndGet(null);
        unit.attachTransaction(database.transactions());
        unit.execute(work);
    }
}
