package dev.agentpairing.gateway.house;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole program twice, with Axon Server between the two, and one database for the views. */
@Tag("axonserver")
class AxonServerInOneTest {

    private static Program a;
    private static Program b;
    private static Neighbours onA;

    @BeforeAll
    static void start() {
        var server = AxonServer.address();
        var url = Database.POSTGRES.freshUrl();
        var settings = new String[] {
            "--axon.axonserver.enabled=true", "--axon.axonserver.servers=" + server.getHostString() + ":" + server.getPort(),
            "--pairing.pending-expiry=1s"};
        a = Program.launch(url, Database.POSTGRES.user(), settings);
        b = Program.launch(url, Database.POSTGRES.user(), settings);
        a.ready();
        b.ready();
        onA = Neighbours.of(account(), account());
    }

    private static Account account() {
        return a.client().account(UUID.randomUUID() + "@example.org").onPlan("enterprise");
    }

    @AfterAll
    static void stop() {
        if (a != null) {
            a.close();
            b.close();
        }
    }

    @Test
    void what_is_written_through_one_shows_on_the_other() {
        var proposed = onA.propose(onA.alice().agent(), onA.bob().agent(), "both").is(201);
        var path = "/v1/pairings/" + proposed.id();
        b.as(onA.bob()).get(path, Apart.after(proposed)).is(200);
        b.as(onA.alice()).post(path + "/confirm", null).isRefused(403, "CANNOT_CONFIRM_OWN");
    }

    @Test
    void a_pending_pairing_expires_once_though_several_look() {
        var path = "/v1/pairings/" + onA.propose(onA.alice().agent(), onA.bob().agent(), "both").is(201).id();
        await().atMost(Duration.ofSeconds(15)).untilAsserted(
                () -> assertThat(b.as(onA.bob()).get(path).is(200).text("revocation_reason")).isEqualTo("expired"));
        assertThat(onA.alice().get(path + "/history").is(200).at("/events").findValuesAsString("type"))
                .isEqualTo(List.of("proposed", "expired"));
    }
}
