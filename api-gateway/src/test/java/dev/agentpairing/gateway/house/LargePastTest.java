package dev.agentpairing.gateway.house;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** As much of the past as the largest plan with a limit allows under one connection. */
@Isolated("its times are looked at")
class LargePastTest {

    private static final int AGENTS = 50;
    private static final int CALLERS = 8;
    private static final int ROUNDS = 3;

    @ParameterizedTest
    @EnumSource(names = "POSTGRES")
    void all_pairings_that_were_open_before_their_connection_ended_are_listed_well_within_two_seconds(Database database) {
        var pair = House.on(database).newNeighbours();
        var mine = IntStream.range(0, AGENTS).mapToObj(number -> pair.alice().agent()).toList();
        var theirs = IntStream.range(0, AGENTS).mapToObj(number -> pair.bob().agent()).toList();
        Together.run(CALLERS, caller -> {
            for (int i = caller; i < AGENTS * AGENTS; i += CALLERS) {
                var a = mine.get(i / AGENTS);
                var b = theirs.get(i % AGENTS);
                (i % 2 == 0 ? pair.propose(pair.alice(), a, b, "both") : pair.propose(pair.bob(), b, a, "both")).is(201);
            }
            return caller;
        });
        var moment = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var seen = pair.bob().get(pair.pairings()).is(200);
        assertThat(seen.at("/pairings")).hasSize(AGENTS * AGENTS);
        pair.alice().delete("/v1/connections/" + pair.connection()).is(200);
        mine.forEach(pair.alice()::disconnect);
        var fastest = LongStream.range(0, ROUNDS).map(round -> {
            long start = System.nanoTime();
            var then = pair.bob().get(pair.pairings() + "?as_of=" + moment).is(200);
            long took = System.nanoTime() - start;
            assertThat(then.body()).isEqualTo(seen.body());
            return took;
        }).min().orElseThrow();
        assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofSeconds(2));
    }
}
