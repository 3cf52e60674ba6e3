package dev.agentpairing.gateway.house;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;

/**
 * Three equal processes on one PostgreSQL, of which one after the other is killed and started again under load: to all that clients
 * were answered meanwhile there is one order in which it is true. {@code -Dpairing.trial.seconds=60} goes on for so long.
 */
class NodesKilledTest {

    private static final int SECONDS = Integer.getInteger("pairing.trial.seconds", 6);
    private static final int NODES = 3;
    private static final Duration EVERY = Duration.ofMillis(Math.min(5_000, SECONDS * 1_000 / 3));

    private final String database = Database.POSTGRES.freshUrl();
    private final Program[] nodes = new Program[NODES];
    private int kills;

    @Test
    void whatever_is_killed_all_answers_are_true() {
        try {
            IntStream.range(0, NODES).forEach(this::launch);
            Stream.of(nodes).forEach(Program::ready);
            try (var crowd = Crowd.through(IntStream.range(0, NODES).<Supplier<House>>mapToObj(node -> () -> nodes[node].client()).toList())) {
                var end = Instant.now().plusSeconds(SECONDS);
                while (Instant.now().plus(EVERY).isBefore(end)) {
                    await().pollDelay(EVERY).atMost(EVERY.multipliedBy(2)).until(() -> true);
                    killAndStartAgain(kills++ % NODES);
                }
                Stream.of(nodes).forEach(Program::ready);
                crowd.untilAnswered(300);
                var found = crowd.tellsTheTruth();
                if (SECONDS > 6) {
                    System.out.println(kills + " kills: " + found);
                }
            }
        } finally {
            Stream.of(nodes).forEach(Program::close);
        }
    }

    private void killAndStartAgain(int node) {
        nodes[node].ready().kill9();
        launch(node);
    }

    private void launch(int node) {
        nodes[node] = Program.launch(database, Database.POSTGRES.user(), Crowd.PLAN.toArray(String[]::new));
    }
}
