package dev.agentpairing.gateway.house;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The command sides run as on another machine, and the link between them and all others is cut. */
@Tag("axonserver")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CutLinkTest {

    /** Longer than any answer may take, so that some find the link cut before they are sent, and others while they are waited for. */
    private static final Duration CUT_FOR = Duration.ofSeconds(15);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(10);

    /** Axon Server gives up whoever says nothing; until then it sends commands there. */
    private static final Duration GIVEN_UP_WITHIN = Duration.ofSeconds(30);

    private static Link link;
    private static Apart apart;
    private static Neighbours onA;
    private static Neighbours onB;

    @BeforeAll
    static void start() {
        var server = AxonServer.address();
        link = Link.lay();
        apart = new Apart(server, link);
        onA = apart.neighbours();
        onB = Apart.through(apart.gateways().getLast(), onA);
    }

    @AfterAll
    static void stop() {
        if (apart != null) {
            apart.close();
        }
        if (link != null) {
            link.close();
        }
    }

    @Test
    @Order(1)
    void while_command_sides_are_cut_off_writes_are_unavailable_and_reads_go_on_and_all_that_was_answered_is_true() {
        var before = onA.pending();
        for (int round = 0; round < 2; round++) {
            try (var crowd = throughBoth()) {
                crowd.untilAnswered(50);
                link.cut();
                var mended = Thread.startVirtualThread(() -> {
                    await().pollDelay(CUT_FOR).atMost(CUT_FOR.multipliedBy(2)).until(() -> true);
                    link.mend();
                });
                var refused = Together.run(2, number -> write(number == 0 ? onA : onB));
                assertThat(refused).allSatisfy(answer -> answer.isRefused(503, "UNAVAILABLE"));
                onA.bob().get("/v1/pairings/" + before).is(200);
                onB.bob().get("/v1/pairings/" + before).is(200);
                await().atMost(CUT_FOR.multipliedBy(2)).until(() -> !mended.isAlive());
                var back = System.nanoTime();
                await().atMost(BACK_WITHIN).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
                    assertThat(write(onA).status()).isEqualTo(404);
                    assertThat(write(onB).status()).isEqualTo(404);
                });
                System.out.println("back after " + Duration.ofNanos(System.nanoTime() - back));
                apart.gateways().forEach(Program::ready);
                crowd.untilAnswered(50);
                System.out.println(crowd.tellsTheTruth());
            }
        }
    }

    @Test
    @Order(2)
    void when_some_command_sides_are_cut_off_another_soon_does_all() {
        Apart.awaitStart(apart.addCommandSideHere());
        try (var crowd = throughBoth()) {
            crowd.untilAnswered(50);
            link.cut();
            try {
                long cut = System.nanoTime();
                await().atMost(GIVEN_UP_WITHIN).untilAsserted(() -> assertThat(Together.run(16, at -> write(at % 2 == 0 ? onA : onB)))
                        .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(404)));
                System.out.println("taken over after " + Duration.ofNanos(System.nanoTime() - cut));
                crowd.untilAnswered(50);
            } finally {
                link.mend(); // or the crowd, which insists, would go on for very long
            }
            apart.gateways().forEach(Program::ready);
            crowd.untilAnswered(50);
            System.out.println(crowd.tellsTheTruth());
        }
    }

    private static Crowd throughBoth() {
        return Crowd.through(List.of(() -> apart.gateways().getFirst().client(), () -> apart.gateways().getLast().client()));
    }

    /** Of what is not there, which the command side says. */
    private static Answer write(Neighbours through) {
        return through.alice().delete("/v1/pairings/" + UUID.randomUUID());
    }
}
