package dev.agentpairing.gateway.house;

import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The database goes away under a running program and comes back: clear answers meanwhile, and then everything works again. */
class DatabaseOutageTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int WRITERS = 8;

    private static String url;
    private static Cable cable;
    private static ConfigurableApplicationContext program;
    private static Neighbours pair;

    @BeforeAll
    static void start() {
        url = Database.POSTGRES.freshUrl();
        var server = URI.create(url.substring("jdbc:".length()));
        cable = new Cable(new InetSocketAddress(server.getHost(), server.getPort()));
        var throughCable = url.replaceFirst("//[^/]+/", "//127.0.0.1:" + cable.port() + "/");
        program = House.program(throughCable, Database.POSTGRES.user(),
                "--pairing.admin-token=" + House.OPERATOR, "--pairing.rate-limit.per-minute=0");
        pair = new House(House.address(program)).newNeighbours();
    }

    @AfterAll
    static void stop() {
        program.close();
        cable.close();
    }

    @Test
    void while_the_database_is_away_every_answer_is_a_clear_503_and_afterwards_everything_works() {
        try (var load = new Load()) {
            load.untilAcknowledged(50);
            cable.cut();
            unavailable(pair.alice().get(pair.pairings()));
            unavailable(pair.alice().post("/v1/agents/register", Map.of("agent_id", House.fresh("lost"))));
            unavailable(pair.alice().house().send("GET", "/readyz", null, null));
            pair.alice().house().send("GET", "/livez", null, null).is(200);
            cable.mend();
            works();
            load.untilAcknowledged(50);
            load.end();
        }
    }

    @Test
    void when_connections_break_under_load_nothing_acknowledged_is_lost() {
        try (var load = new Load()) {
            for (int round = 0; round < 5; round++) {
                load.untilAcknowledged(30);
                terminateConnections();
            }
            load.untilAcknowledged(30);
            works();
            load.end();
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

    private static void terminateConnections() {
        try (var connection = DriverManager.getConnection(url)) {
            connection.createStatement().execute("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid()""");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writers that go on whatever happens, and remember what was acknowledged. */
    private static final class Load implements AutoCloseable {

        private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
        private final Set<String> strange = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<Thread> writers =
                IntStream.range(0, WRITERS).mapToObj(_ -> Thread.startVirtualThread(this::write)).toList();

        /** Whoever was told 503 asks again under the same key, and never hears that it has done this before. */
        private void write() {
            var name = House.fresh("under-load");
            while (!over.get()) {
                var answer = pair.alice().post("/v1/agents/register", Map.of("agent_id", name), "Idempotency-Key", name);
                switch (answer.status()) {
                    case 201 -> {
                        acknowledged.add(answer.id());
                        name = House.fresh("under-load");
                    }
                    case 503 -> assertThat(answer.header("Retry-After")).isNotNull();
                    default -> {
                        if (!answer.code().equals("IDEMPOTENCY_IN_PROGRESS")) {
                            strange.add(answer.body());
                        }
                    }
                }
            }
        }

        private void untilAcknowledged(int more) {
            int wanted = acknowledged.size() + more;
            await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> acknowledged.size() >= wanted);
        }

        private void end() {
            close();
            assertThat(strange).isEmpty();
            var there = pair.alice().get("/v1/agents").is(200).at("/agents").findValuesAsString("id");
            assertThat(there).containsAll(acknowledged.stream().map(UUID::toString).toList());
        }

        @Override
        public void close() {
            over.set(true);
            writers.forEach(DatabaseOutageTest::join);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
