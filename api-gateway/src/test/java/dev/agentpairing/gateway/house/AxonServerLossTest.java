package dev.agentpairing.gateway.house;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One after the other is lost: Axon Server for a while, then a process of each kind. The others go on, and all they answer is true. */
@Tag("axonserver")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AxonServerLossTest {

    private static final Duration TAKEN_OVER = Duration.ofSeconds(10);

    private static Apart apart;
    private static Neighbours onA;
    private static Neighbours onB;

    @BeforeAll
    static void start() {
        apart = new Apart(AxonServer.address());
        onA = apart.neighbours();
        onB = Apart.through(apart.gateways().getLast(), onA);
    }

    @AfterAll
    static void stop() {
        if (apart != null) {
            apart.close();
        }
    }

    @Test
    @Order(1)
    void without_axon_server_all_is_unavailable_and_comes_back_by_itself() {
        var before = onA.pending();
        under(() -> lose(before));
    }

    private static void lose(UUID before) {
        apart.cable().cut();
        apart.commands().cut();
        var refused = onA.alice().post(onA.pairings(), Apart.agents(UUID.randomUUID(), UUID.randomUUID()));
        refused.isRefused(503, "UNAVAILABLE");
        assertThat(refused.header("Retry-After")).isNotNull();
        onB.bob().get("/v1/pairings/" + before).isRefused(503, "UNAVAILABLE");
        for (var gateway : apart.gateways()) {
            gateway.client().send("GET", "/readyz", null, null).isRefused(503, "UNAVAILABLE");
        }
        apart.commands().mend();
        apart.cable().mend();
        apart.gateways().forEach(Program::ready);
        await().atMost(TAKEN_OVER).untilAsserted(() -> onB.bob().get("/v1/pairings/" + before).is(200));
        await().atMost(TAKEN_OVER).untilAsserted(() -> onB.propose(onB.alice().agent(), onB.bob().agent(), "both").is(201));
    }

    /** What is sent meanwhile arrives later, when whoever sent it was told long ago that nobody knows. */
    @Test
    @Order(2)
    void when_nothing_comes_through_to_the_command_sides_writes_are_unavailable_and_reads_go_on() {
        var before = onA.pending();
        under(() -> {
            apart.commands().silence();
            onA.alice().post("/v1/pairings/" + before + "/withdraw", null).isRefused(503, "UNAVAILABLE");
            onB.bob().get("/v1/pairings/" + before).is(200);
            apart.commands().speak();
            await().atMost(TAKEN_OVER).untilAsserted(() -> onB.propose(onB.alice().agent(), onB.bob().agent(), "both").is(201));
        });
    }

    @Test
    @Order(3)
    void a_command_side_that_is_told_to_stop_answers_all_that_it_was_given() {
        var mine = Together.run(4, _ -> onA.alice().agent());
        var theirs = onA.bob().agent();
        var stopped = new AtomicBoolean();
        var writers = Thread.startVirtualThread(() -> {
            apart.commandSides().getFirst().terminate();
            apart.commandSides().getFirst().exitCode(Duration.ofSeconds(30));
            stopped.set(true);
        });
        var answers = Together.run(4, number -> {
            var statuses = new ArrayList<Integer>();
            while (!stopped.get()) {
                var pairing = onA.propose(mine.get(number), theirs, "both").is(201).id();
                statuses.add(onB.alice().delete("/v1/pairings/" + pairing).status());
            }
            return statuses;
        });
        assertThat(answers).allSatisfy(statuses -> assertThat(statuses).isNotEmpty().containsOnly(200));
        assertThat(writers.isAlive()).isFalse();
        Apart.awaitStart(apart.addCommandSide());
    }

    @Test
    @Order(4)
    void when_a_query_side_is_killed_the_other_takes_over() {
        for (int round = 0; round < 2; round++) {
            var one = apart.querySides().get(round); // one of the two drives the views
            under(() -> {
                one.kill9();
                await().atMost(TAKEN_OVER).untilAsserted(() -> onB.propose(onB.alice().agent(), onB.bob().agent(), "both").is(201));
                Apart.awaitStart(apart.addQuerySide());
            });
        }
    }

    @Test
    @Order(5)
    void when_a_command_side_is_killed_another_goes_on_and_what_was_acknowledged_is_there() {
        under(() -> {
            apart.commandSides().get(1).kill9();
            await().atMost(TAKEN_OVER).untilAsserted(() -> onA.propose(onA.alice().agent(), onA.bob().agent(), "both").is(201));
        });
    }

    @Test
    @Order(6)
    void when_a_gateway_is_killed_the_other_goes_on_and_repeats_what_it_was_asked() {
        var key = House.fresh("repeated");
        var body = Apart.agents(onA.alice().agent(), onA.bob().agent());
        var first = onA.alice().post(onA.pairings(), body, "Idempotency-Key", key).is(201);
        under(() -> {
            apart.gateways().getFirst().kill9();
            var again = onB.alice().post(onB.pairings(), body, "Idempotency-Key", key).is(201);
            assertThat(again.id()).isEqualTo(first.id());
            assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
            apart.replaceGateway(0);
        });
    }

    /** Under load from before until after, all of whose answers must be true. */
    private static void under(Runnable loss) {
        try (var crowd = Crowd.through(List.of(() -> apart.gateways().getFirst().client(), () -> apart.gateways().getLast().client()))) {
            crowd.untilAnswered(50);
            loss.run();
            apart.gateways().forEach(Program::ready);
            crowd.untilAnswered(50);
            System.out.println(crowd.tellsTheTruth());
        }
    }
}
