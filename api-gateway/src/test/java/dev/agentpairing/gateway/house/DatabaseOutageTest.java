package dev.agentpairing.gateway.house;

import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The database goes away under a running program and comes back: clear answers meanwhile, and then everything works again. */
@Execution(ExecutionMode.CONCURRENT)
class DatabaseOutageTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static String url;
    private static Cable cable;
    private static ConfigurableApplicationContext program;
    private static Neighbours pair;

    @BeforeAll
    static void start() {
        url = Database.toBreak();
        var server = URI.create(url.substring("jdbc:".length()));
        cable = new Cable(new InetSocketAddress(server.getHost(), server.getPort()));
        var throughCable = url.replaceFirst("//[^/]+/", "//127.0.0.1:" + cable.port() + "/");
        var settings = new ArrayList<>(Crowd.PLAN);
        settings.addAll(List.of("--pairing.admin-token=" + House.OPERATOR, "--pairing.rate-limit.per-minute=0"));
        program = House.program(throughCable, Database.POSTGRES.user(), settings.toArray(String[]::new));
        pair = new House(House.address(program)).newNeighbours();
    }

    @AfterAll
    static void stop() {
        program.close();
        cable.close();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void while_the_database_is_away_every_answer_is_a_clear_503_and_afterwards_everything_works() {
        under(_ -> {
            cable.cut();
            Together.answers(
                    () -> pair.alice().get(pair.pairings()),
                    () -> pair.alice().post("/v1/agents/register", Map.of("agent_id", House.fresh("lost"))),
                    () -> pair.alice().house().send("GET", "/readyz", null, null)).forEach(DatabaseOutageTest::unavailable);
            pair.alice().house().send("GET", "/livez", null, null).is(200);
            cable.mend();
        });
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void when_connections_break_under_load_nothing_acknowledged_is_lost() {
        under(crowd -> {
            for (int round = 0; round < 5; round++) {
                execute("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()");
                crowd.untilAnswered(50);
            }
        });
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void when_the_database_crashes_under_load_nothing_acknowledged_is_lost() {
        assumeTrue(Database.isOurs(), "the PostgreSQL that is given to the tests is not theirs to crash");
        under(crowd -> {
            Database.crash(url);
            crowd.untilAnswered(50);
        });
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void while_the_disk_of_the_database_is_full_writes_are_a_clear_503_and_afterwards_everything_works() {
        var disk = new FullDisk(DatabaseOutageTest::execute);
        under(_ -> {
            disk.fill();
            await().atMost(SOON).untilAsserted(() -> unavailable(pair.alice().house().send("GET", "/readyz", null, null)));
            unavailable(pair.alice().post("/v1/agents/register", Map.of("agent_id", House.fresh("lost"))));
            pair.alice().get(pair.pairings()).is(200);
            disk.makeRoom();
        });
    }

    /** Under load from before until after, all of whose answers must be true. */
    private static void under(Consumer<Crowd> trouble) {
        try (var crowd = Crowd.through(List.of(pair.alice()::house))) {
            crowd.untilAnswered(50);
            trouble.accept(crowd);
            works();
            crowd.untilAnswered(50);
            crowd.tellsTheTruth();
        }
    }

    private static void unavailable(Answer answer) {
        answer.isRefused(503, "UNAVAILABLE");
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
    }

    /** Soon, and then always. */
    private static void works() {
        await().atMost(SOON).untilAsserted(() -> pair.alice().house().send("GET", "/readyz", null, null).is(200));
        await().atMost(SOON).untilAsserted(() -> pair.alice().agent());
        for (int i = 0; i < 5; i++) {
            var id = pair.pending();
            pair.bob().get("/v1/pairings/" + id).is(200);
        }
    }

    private static void execute(String sql) {
        try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
