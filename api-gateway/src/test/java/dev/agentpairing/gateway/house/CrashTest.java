package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * {@code kill -9} while eight writers write: nothing that was acknowledged is missing, and nothing is half done.
 * {@code -Dpairing.trial.rounds=50} tries it 50 times on each database.
 */
@Order(2)
@Execution(ExecutionMode.CONCURRENT)
class CrashTest {

    private static final int ROUNDS = Integer.getInteger("pairing.trial.rounds", 6);

    /** Both at once: most of the time is spent in starting the program. */
    @Test
    void nothing_acknowledged_is_lost_and_nothing_is_half_done() {
        Together.run(List.<Callable<Boolean>>of(() -> survives(Database.H2), () -> survives(Database.POSTGRES)));
    }

    private static boolean survives(Database database) {
        try (var program = new ManyLives(database)) {
            for (int round = 0; round < ROUNDS; round++) {
                program.writeUntilKilled(20 + 13 * round);
                program.restart();
                program.check();
            }
            program.restart("--pairing.query-side.rebuild=true"); // what the views showed is what the events say
            program.check();
        }
        return true;
    }
}
