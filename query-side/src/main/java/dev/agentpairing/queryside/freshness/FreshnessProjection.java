package dev.agentpairing.queryside.freshness;

import java.util.HashMap;
import java.util.Map;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.queryside.rows.Claim;

/** Takes part in the views' processor for every event of any type, and tells of each batch once it is committed. */
@ProcessingGroup("views")
final class FreshnessProjection {

    private static final String BATCH = FreshnessProjection.class.getName();
    private static final String COMMAND = "correlationId";

    private final LocalProgress progress;

    FreshnessProjection(LocalProgress progress, Claim claim) {
        this.progress = progress;
        claim.whenTaken(progress::startAt);
    }

    @EventHandler
    void on(EventMessage<?> message, TrackingToken token) {
        UnitOfWork<?> work = CurrentUnitOfWork.get().root();
        var batch = work.getOrComputeResource(BATCH, name -> {
            var first = new Batch();
            work.afterCommit(committed -> progress.advance(first.written, first.token));
            return first;
        });
        batch.token = token;
        if (message.getMetaData().get(COMMAND) instanceof String command) {
            batch.written.merge(command, new Written(1, Positions.of(token)), Written::plus);
        }
    }

    @ResetHandler
    void forget() {
        progress.forget();
    }

    private static final class Batch {

        private final Map<String, Written> written = new HashMap<>();
        private @Nullable TrackingToken token;
    }
}
