package dev.agentpairing.queryside.deadletters;

import java.util.UUID;

import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.queryhandling.QueryExecutionException;
import org.junit.jupiter.api.Test;

import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.pairing.PairingQuery.Check;
import dev.agentpairing.messages.pairing.PairingQuery.Reason;
import dev.agentpairing.messages.pairing.PairingQuery.Verdict;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.NOW;
import static dev.agentpairing.queryside.World.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Views that follow the log, driven by one node, and asked on another. */
class DeadLettersElsewhereTest {

    private final World world = new World();

    /** Without an error of the batch, after which the other node could take the claim, and would ask anew what waits. */
    @Test
    void what_the_node_that_drives_the_views_puts_aside_no_other_decides_without() {
        var database = RunningQuerySide.database(Dialect.H2);
        var log = new InMemoryEventStorageEngine();
        var mine = UUID.randomUUID();
        var unknown = UUID.randomUUID();
        var check = new Check(world.alice, mine, unknown, null);
        try (var driver = RunningQuerySide.on(database, log)) {
            driver.given(registered(mine, world.alice, "mine"));
            try (var other = RunningQuerySide.on(database, log)) {
                assertThat(other.ask(check, Verdict.class)).isNotNull().extracting(Verdict::reason).isEqualTo(Reason.NO_PAIRING);
                driver.given(new AgentUpdated(unknown, "Never registered", null, "custom", "{}", true, NOW));
                assertThatThrownBy(() -> other.ask(check, Verdict.class)).hasCauseInstanceOf(QueryExecutionException.class)
                        .hasMessageContaining("waits in a dead letter");
            }
        }
    }
}
