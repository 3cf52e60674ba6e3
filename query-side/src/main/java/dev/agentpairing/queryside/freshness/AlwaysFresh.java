package dev.agentpairing.queryside.freshness;

import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.freshness.FreshnessQuery.AwaitPosition;
import dev.agentpairing.messages.freshness.FreshnessQuery.AwaitWrite;
import dev.agentpairing.messages.freshness.FreshnessQuery.Reached;
import dev.agentpairing.messages.freshness.ReadinessQuery.CanRead;
import dev.agentpairing.queryside.log.Elsewhere;

/** The views are written with the events: whatever was acknowledged is there, on every node; what a node has in memory may be older. */
final class AlwaysFresh {

    private static final Reached AT_ONCE = new Reached(true, 0);

    private final JdbcTemplate jdbc;
    private final Elsewhere elsewhere;

    AlwaysFresh(JdbcTemplate jdbc, Elsewhere elsewhere) {
        this.jdbc = jdbc;
        this.elsewhere = elsewhere;
    }

    @QueryHandler
    Reached answer(AwaitWrite query) {
        return AT_ONCE;
    }

    @QueryHandler
    Reached answer(AwaitPosition query) {
        elsewhere.lookNow();
        return AT_ONCE;
    }

    /** Reading proves the database; what is stored is shown. */
    @QueryHandler
    boolean answer(CanRead query) {
        jdbc.queryForList("select account_id from view_account limit 1");
        return true;
    }
}
