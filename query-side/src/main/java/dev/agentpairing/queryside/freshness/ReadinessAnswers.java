package dev.agentpairing.queryside.freshness;

import org.axonframework.config.Configuration;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.freshness.ReadinessQuery.CanRead;
import dev.agentpairing.queryside.processor.StoredToken;
import dev.agentpairing.queryside.rows.Claim;

/** Would a read work now, and show what is being written? */
final class ReadinessAnswers {

    private final StoredToken stored;
    private final Claim claim;
    private final Configuration configuration;
    private @Nullable Long storedBefore;
    private boolean caughtUp;

    ReadinessAnswers(StoredToken stored, Claim claim, Configuration configuration) {
        this.stored = stored;
        this.claim = claim;
        this.configuration = configuration;
    }

    /**
     * Reading the claim proves the database; a claim of this node without error, or another's that is alive, proves the
     * processor.
     */
    @QueryHandler
    boolean answer(CanRead query) {
        if (!stored.isClaimed() && !claim.held()) {
            throw new IllegalStateException("No node drives the views");
        }
        if (!isCaughtUp()) {
            throw new IllegalStateException("The views do not show yet what was stored before this start");
        }
        return true;
    }

    /** After a crash and during a rebuild the views are behind writes that were answered. Later ones are answered when they show. */
    private synchronized boolean isCaughtUp() {
        if (storedBefore == null) {
            storedBefore = Positions.of(configuration.eventStore().createHeadToken());
        }
        caughtUp = caughtUp || Positions.reached(stored.read(), storedBefore);
        return caughtUp;
    }
}
