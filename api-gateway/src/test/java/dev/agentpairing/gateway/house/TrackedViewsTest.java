package dev.agentpairing.gateway.house;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole house with views that follow the log, as they do with Axon Server: every write still waits until it shows. */
class TrackedViewsTest {

    private static final String TOKEN = "X-Consistency-Token";

    private static ConfigurableApplicationContext program;
    private static Neighbours neighbours;

    @BeforeAll
    static void start() {
        program = House.program(Database.H2.freshUrl(), Database.H2.user(),
                "--pairing.admin-token=" + House.OPERATOR, "--pairing.views.tracking=true");
        neighbours = new House(House.address(program)).newNeighbours();
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    private static Answer proposal() {
        return neighbours.propose(neighbours.alice().agent(), neighbours.bob().agent(), "both").is(201);
    }

    @Test
    void whoever_reads_after_a_write_sees_it() {
        for (int round = 0; round < 30; round++) {
            var path = "/v1/pairings/" + proposal().id();
            assertThat(neighbours.bob().get(path).is(200).text("status")).isEqualTo("pending");
            neighbours.bob().post(path + "/confirm", null).is(200);
            assertThat(neighbours.alice().get(path).is(200).text("status")).isEqualTo("active");
            neighbours.alice().delete(path).is(200);
            assertThat(neighbours.bob().get(path).is(200).text("status")).isEqualTo("revoked");
        }
    }

    @Test
    void many_at_once_see_what_they_wrote() {
        Together.run(16, number -> {
            var proposed = proposal();
            neighbours.bob().get("/v1/pairings/" + proposed.id(), TOKEN, proposed.header(TOKEN)).is(200);
            return proposed;
        });
    }

    @Test
    void views_that_have_caught_up_are_not_behind() {
        proposal();
        await().untilAsserted(() -> {
            var scrape = House.scrape(program);
            assertThat(scrape.names()).contains("pairing_views_lag_events", "pairing_views_lag_seconds");
            assertThat(scrape.value("pairing_views_lag_events") + scrape.value("pairing_views_lag_seconds")).isZero();
        });
    }

    @Test
    void a_state_that_does_not_come_is_waited_for_and_then_unavailable() {
        var token = later(proposal().header(TOKEN));
        var before = Instant.now();
        var refused = neighbours.alice().get("/v1/account", TOKEN, token).isRefused(503, "UNAVAILABLE");
        assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(Duration.between(before, Instant.now())).isBetween(Duration.ofMillis(1500), Duration.ofSeconds(4));
    }

    @Test
    void a_write_does_not_wait_for_a_state() {
        var token = later(proposal().header(TOKEN));
        neighbours.alice().post("/v1/agents/register", Map.of("agent_id", House.fresh("a")), TOKEN, token).is(201);
    }

    /** A token as it may come from a state far ahead: its last eight bytes are a place in the log. */
    static String later(String token) {
        return later(token, 1_000_000_000);
    }

    static String later(String token, long events) {
        var bytes = Base64.getUrlDecoder().decode(token);
        var place = ByteBuffer.wrap(bytes, bytes.length - Long.BYTES, Long.BYTES);
        long now = place.slice().getLong();
        place.putLong(now + events);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
