package dev.agentpairing.queryside.freshness;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionException;

import org.axonframework.queryhandling.QueryGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.agent.AgentQuery.GetAgent;
import dev.agentpairing.messages.agent.AgentQuery.Item;
import dev.agentpairing.messages.freshness.FreshnessQuery.AwaitPosition;
import dev.agentpairing.messages.freshness.FreshnessQuery.AwaitWrite;
import dev.agentpairing.messages.freshness.FreshnessQuery.Reached;
import dev.agentpairing.messages.freshness.ReadinessQuery.CanRead;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Claim;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@ParameterizedClass
@EnumSource(Dialect.class)
class FreshnessTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final Dialect dialect;
    private final World world = new World();
    private final UUID agent = UUID.randomUUID();

    FreshnessTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @Test
    void what_was_waited_for_can_be_read() {
        var side = RunningQuerySide.shared(dialect);
        var command = side.store(registered(agent, world.alice, "bot"));

        var reached = side.ask(new AwaitWrite(command, 2, LONG), Reached.class);

        assertThat(reached).isNotNull().extracting(Reached::reached).isEqualTo(true);
        assertThat(side.ask(new GetAgent(world.alice, agent), Item.class)).isNotNull();
        assertThat(side.ask(new AwaitPosition(reached.position(), LONG), Reached.class)).isEqualTo(reached);
    }

    @Test
    void waiting_ends_when_the_time_is_over() {
        var side = RunningQuerySide.shared(dialect);
        await().until(side.bean(Claim.class)::held);

        assertThat(side.ask(new AwaitWrite("never", 1, SHORT), Reached.class)).isNotNull().extracting(Reached::reached)
                .isEqualTo(false);
        assertThat(side.ask(new AwaitPosition(1_000_000, SHORT), Reached.class)).isEqualTo(new Reached(false, 1_000_000));
    }

    @Test
    void a_node_without_the_claim_waits_for_the_one_that_has_it() {
        try (var side = RunningQuerySide.fresh(dialect)) {
            side.given(registered(UUID.randomUUID(), world.alice, "first"));
            side.pause();
            var command = side.store(registered(agent, world.alice, "bot"));
            var gateway = side.bean(QueryGateway.class);
            var write = gateway.query(new AwaitWrite(command, 2, LONG), Reached.class);
            var position = gateway.query(new AwaitPosition(3, LONG), Reached.class);
            assertThat(side.ask(new AwaitWrite(command, 2, SHORT), Reached.class)).isNotNull()
                    .extracting(Reached::reached).isEqualTo(false);
            assertThat(write).isNotDone();

            side.resume();

            assertThat(write.join()).isEqualTo(new Reached(true, 3));
            assertThat(position.join()).isEqualTo(new Reached(true, 3));
            assertThat(side.ask(new GetAgent(world.alice, agent), Item.class)).isNotNull();
        }
    }

    @Test
    void reads_are_ready_while_somebody_drives_the_views() {
        try (var side = RunningQuerySide.fresh(dialect)) {
            await().ignoreExceptions().until(() -> side.ask(new CanRead(), Boolean.class), Boolean.TRUE::equals);

            side.pause();

            assertThatThrownBy(() -> side.ask(new CanRead(), Boolean.class)).isInstanceOf(CompletionException.class)
                    .hasMessageContaining("No node drives the views");
        }
    }

    @Test
    void reads_are_not_ready_while_a_projection_fails_and_recover_with_it() {
        try (var side = RunningQuerySide.fresh(dialect)) {
            side.given(registered(UUID.randomUUID(), world.alice, "first"));
            var jdbc = side.bean(JdbcTemplate.class);
            jdbc.execute("alter table view_agent rename to hidden");
            var command = side.store(registered(agent, world.alice, "bot"));
            await().untilAsserted(() -> assertThatThrownBy(() -> side.ask(new CanRead(), Boolean.class))
                    .hasMessageContaining("No node drives the views"));

            jdbc.execute("alter table hidden rename to view_agent");

            assertThat(side.ask(new AwaitWrite(command, 2, LONG), Reached.class)).isNotNull()
                    .extracting(Reached::reached).isEqualTo(true);
            assertThat(side.ask(new GetAgent(world.alice, agent), Item.class)).isNotNull();
        }
    }
}
