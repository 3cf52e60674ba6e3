package dev.agentpairing.gateway.house;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** After a life of random steps, the past must be, byte for byte, what each had been shown at that time, and what the stored events say. */
@Execution(ExecutionMode.CONCURRENT)
class PastProofTest {

    private static final int STEPS = Integer.getInteger("pairing.trial.steps", 50);
    private static final int EVENTS = 120;

    private final Random random = new Random(Long.getLong("pairing.trial.seed", 20_260_401));
    private final List<Shown> shown = new ArrayList<>();

    /** An answer, and a moment after it at which nothing else had happened yet. */
    private record Shown(Account to, String path, Instant moment, String body) {}

    @ParameterizedTest
    @EnumSource
    void the_past_is_what_was_shown_and_what_the_log_says(Database database) throws SQLException {
        var life = new Life(House.on(database).newNeighbours(), random);
        for (int i = 0; i < STEPS; i++) {
            life.step();
            remember(life);
        }
        var pairing = life.pairForGood();
        remember(life);
        life.bob.post("/v1/pairings/" + pairing + "/confirm", null).is(200);
        remember(life);
        assertThat(shown).hasSizeGreaterThan(200).allSatisfy(it ->
                assertThat(it.to.get(it.path + "as_of=" + it.moment).is(200).body()).isEqualTo(it.body));
        try (var log = House.on(database).connection()) {
            assertThat(new PastProof(life, random, log).compare(EVENTS)).isGreaterThan(200);
        }
    }

    private void remember(Life life) {
        for (var account : List.of(life.alice, life.bob)) {
            var list = "/v1/connections/" + life.one(life.connections) + "/pairings?";
            for (var path : List.of(list, list + "limit=3&", list + "status=" + PastProof.status(random) + "&",
                    list + "agent=" + life.one(life.mine) + "&")) {
                var body = account.get(path).is(200).body();
                if (!body.contains("next_cursor")) { // which names the moment
                    shown.add(new Shown(account, path, now(), body));
                }
            }
            var check = "/v1/check?from=" + life.one(life.mine) + "&to=" + life.one(life.theirs) + "&";
            var verdict = account.get(check);
            if (verdict.status() != 404) { // deleted
                var moment = now();
                shown.add(new Shown(account, check, moment, verdict.is(200).body().replaceFirst("\"as_of\":\"[^\"]+\"",
                        "\"as_of\":\"" + Truth.text(moment) + "\"")));
            }
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
