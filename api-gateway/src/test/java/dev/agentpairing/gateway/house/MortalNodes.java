package dev.agentpairing.gateway.house;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import static org.awaitility.Awaitility.await;

/** Equal processes on one PostgreSQL, of which one after the other is killed under load, and started again. */
final class MortalNodes implements AutoCloseable {

    /** How long it goes on; a few seconds and two kills unless {@code -Dpairing.trial.seconds=60}, say, asks for more. */
    private static final int SECONDS = Integer.getInteger("pairing.trial.seconds", 0);

    private static final int FEWEST_KILLS = 2;
    private static final Duration EVERY = SECONDS == 0 ? Duration.ofSeconds(1) : Duration.ofSeconds(5);

    private final String database;
    private final List<Program> nodes;

    /** @param nodes that run with these settings on this database */
    MortalNodes(String database, Program... nodes) {
        this.database = database;
        this.nodes = new ArrayList<>(List.of(nodes));
    }

    static Program launch(String database) {
        return Program.launch(database, Database.POSTGRES.user(), Crowd.PLAN.toArray(String[]::new));
    }

    /** To all that clients were answered there is one order in which it is true. */
    void answerTruthfullyWhateverIsKilled() {
        try (var crowd = Crowd.through(IntStream.range(0, nodes.size())
                .<Supplier<House>>mapToObj(node -> () -> nodes.get(node).client()).toList())) {
            var end = Instant.now().plusSeconds(SECONDS);
            int kills = 0;
            for (; kills < FEWEST_KILLS || Instant.now().isBefore(end); kills++) {
                await().pollDelay(EVERY).atMost(EVERY.multipliedBy(2)).until(() -> true);
                killAndStartAgain(kills % nodes.size());
            }
            nodes.forEach(Program::ready);
            crowd.untilAnswered(100);
            var found = crowd.tellsTheTruth();
            if (SECONDS > 0) {
                System.out.println(kills + " kills: " + found);
            }
        }
    }

    private void killAndStartAgain(int node) {
        nodes.get(node).ready().kill9();
        nodes.set(node, launch(database));
    }

    @Override
    public void close() {
        nodes.forEach(Program::close);
    }
}
