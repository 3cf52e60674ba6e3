package dev.agentpairing.queryside.freshness;

import org.axonframework.queryhandling.QueryHandler;

import dev.agentpairing.messages.freshness.ReadinessQuery.CanRead;
import dev.agentpairing.queryside.processor.StoredToken;
import dev.agentpairing.queryside.rows.Claim;

/** Would a read work now, and show what is being written? */
final class ReadinessAnswers {

    private final StoredToken stored;
    private final Claim claim;

    ReadinessAnswers(StoredToken stored, Claim claim) {
        this.stored = stored;
        this.claim = claim;
    }

    /**
     * Reading the claim proves the database; a claim of this node without error, or another's that is alive, proves the
     * processor.
     */
    @QueryHandler
    boolean answer(CanRead query) {
        if (stored.isClaimed() || claim.held()) {
            return true;
        }
        throw new IllegalStateException("No node drives the views");
    }
}
