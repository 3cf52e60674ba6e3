package dev.agentpairing.gateway.house;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.context.ConfigurableApplicationContext;

import static java.util.Collections.synchronizedMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@code kill -9} while connections are revoked and blocked, agents disconnected and deleted, and proposals expire: what ends with each of
 * them has ended whole or not at all, and once it is repeated it has ended once. {@code -Dpairing.trial.rounds=50} tries it 50 times.
 */
@Order(3)
@Execution(ExecutionMode.CONCURRENT)
class CascadeCrashTest {

    private static final int ROUNDS = Integer.getInteger("pairing.trial.rounds", 1);
    private static final String[] SETTINGS = {
        "--pairing.admin-token=" + House.OPERATOR, "--pairing.pending-expiry=" + CascadeTrial.EXPIRY.toMillis() + "ms"};

    private final Map<String, Integer> found = synchronizedMap(new TreeMap<>());

    @Test
    void what_was_cut_off_is_whole_or_absent_and_ends_once_when_it_is_repeated() {
        Together.run(List.<Callable<Boolean>>of(() -> survives(Database.H2), () -> survives(Database.POSTGRES)));
        if (ROUNDS > 1) {
            System.out.println("Found after " + 2 * ROUNDS + " crashes: " + found);
        }
    }

    private boolean survives(Database database) throws SQLException {
        var url = database.freshUrl();
        var random = new Random();
        CascadeTrial trial = null;
        for (int round = 0; round < ROUNDS; round++) {
            CascadeTrial.Cut cut;
            try (var program = Program.on(url, database.user(), SETTINGS)) {
                if (trial == null) {
                    trial = new CascadeTrial(program.client(), random);
                } else {
                    trial.reconnect(program.client());
                }
                cut = trial.killWhileTheyEnd(program);
            }
            check(database, url, cut, round == ROUNDS - 1);
        }
        database.forget(url);
        return true;
    }

    private void check(Database database, String url, CascadeTrial.Cut cut, boolean rebuild) throws SQLException {
        Map<String, String> before;
        try (var program = House.program(url, database.user(), SETTINGS);
                var log = DriverManager.getConnection(url, database.user(), database.user())) {
            var check = new CascadeCheck(cut, ready(program));
            check.wholeOrAbsentThenDone().forEach(it -> found.merge(it, 1, Integer::sum));
            check.agreesWith(log);
            before = check.everything();
        }
        if (rebuild) {
            try (var program = House.program(url, database.user(), "--pairing.query-side.rebuild=true")) {
                assertThat(new CascadeCheck(cut, ready(program)).everything()).isEqualTo(before);
            }
        }
    }

    private static House ready(ConfigurableApplicationContext program) {
        var house = new House(House.address(program));
        await().untilAsserted(() -> house.send("GET", "/readyz", null, null).is(200));
        return house;
    }
}
