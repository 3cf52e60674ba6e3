package dev.agentpairing.gateway.house;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two equal processes on one PostgreSQL: every promise of one process holds for all together. */
@Order(Integer.MAX_VALUE - 2)
@Isolated("its times are looked at")
class TwoNodesTest {

    private static final Duration SEEN_BY_ALL = Duration.ofMillis(250);

    private final TwoNodes nodes = TwoNodes.running();
    private final Program a = nodes.a();
    private final Program b = nodes.b();
    private final Neighbours onA = nodes.onA();
    private final Neighbours onB = nodes.onB();

    @Test
    void of_many_proposals_of_one_pair_on_both_nodes_one_is_accepted() {
        for (int round = 0; round < 5; round++) {
            var mine = onA.alice().agent();
            var theirs = onB.bob().agent();
            var answers = Together.run(64, number -> {
                var node = number % 2 == 0 ? onA : onB;
                return number % 4 < 2 ? node.propose(node.alice(), mine, theirs, "both")
                        : node.propose(node.bob(), theirs, mine, "both");
            });
            assertThat(Answer.tally(answers)).isEqualTo(Map.of("201 ", 1L, "409 PAIRING_EXISTS", 63L));
        }
    }

    @Test
    void a_limit_is_met_exactly_by_both_nodes_together() {
        int limit = 25; // of the plan "builder", which allows ten agents
        var house = a.client();
        var pair = Neighbours.of(house.account().onPlan("builder"), house.account().onPlan("builder"));
        var pairOnB = Apart.through(b, pair);
        var agents = Together.run(20, number -> (number < 10 ? pair.alice() : pairOnB.bob()).agent());
        var answers = Together.run(4 * limit, number -> {
            var node = number % 2 == 0 ? pair : pairOnB;
            return node.propose(agents.get(number / 10), agents.get(10 + number % 10), "both");
        });
        assertThat(Answer.tally(answers)).isEqualTo(Map.of("201 ", (long) limit, "403 PLAN_LIMIT_REACHED", 3L * limit));
        assertThat(pair.bob().get(pair.pairings()).at("/pairings")).hasSize(limit);
    }

    @Test
    void of_many_that_send_one_idempotency_key_to_both_nodes_one_is_done() {
        for (int round = 0; round < 5; round++) {
            var key = House.fresh("key");
            var body = Map.of("name", key);
            var answers = Together.run(32, number ->
                    (number % 2 == 0 ? onA : onB).alice().post("/v1/api-keys", body, "Idempotency-Key", key));
            var fresh = answers.stream().filter(answer -> answer.header("Idempotent-Replayed") == null && answer.status() == 201);
            assertThat(fresh).hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() != 201).map(Answer::code))
                    .containsOnly("IDEMPOTENCY_IN_PROGRESS");
            for (var node : List.of(onA, onB)) {
                node.alice().post("/v1/api-keys", body, "Idempotency-Key", key).is(201);
                assertThat(node.alice().get("/v1/api-keys").is(200).at("/keys").findValuesAsString("name")).containsOnlyOnce(key);
            }
        }
    }

    @Test
    void of_many_that_come_with_one_connection_token_to_both_nodes_one_is_let_in() {
        for (int round = 0; round < 5; round++) {
            var agent = onA.bob().agentWithoutKey();
            var answers = Together.run(16, number -> (number % 2 == 0 ? onA : onB).bob().with(agent.text("connection_token"))
                    .post("/v1/agents/connect", Map.of("public_key", Account.newPublicKey())));
            assertThat(Answer.tally(answers)).isEqualTo(Map.of("200 ", 1L, "401 UNAUTHORIZED", 15L));
            assertThat(onA.bob().get("/v1/agents/" + agent.id()).is(200).at("/key_version").intValue()).isEqualTo(1);
        }
    }

    private static String[] token(Answer write) {
        return new String[] {"X-Consistency-Token", write.header("X-Consistency-Token")};
    }

    @Test
    void a_key_revoked_on_one_node_is_refused_by_the_other_within_a_quarter_of_a_second() {
        for (int round = 0; round < 5; round++) {
            var created = onA.alice().post("/v1/api-keys", Map.of("name", "short-lived")).is(201);
            var onOther = onB.alice().with(created.text("api_key"));
            onOther.get("/v1/account", token(created)).is(200);
            onA.alice().delete("/v1/api-keys/" + created.id()).is(200);
            await().atMost(SEEN_BY_ALL).pollInterval(Duration.ofMillis(5))
                    .untilAsserted(() -> onOther.get("/v1/account").isRefused(401, "UNAUTHORIZED"));
        }
    }

    @Test
    void an_agent_disconnected_on_one_node_is_not_proposed_to_on_the_other_a_quarter_of_a_second_later() {
        for (int round = 0; round < 5; round++) {
            var theirs = onA.bob().agent();
            var before = onB.alice().agent();
            var after = onB.alice().agent();
            await().atMost(SEEN_BY_ALL).until(() -> onB.propose(before, theirs, "both").status() == 201);
            onA.bob().disconnect(theirs);
            await().pollDelay(SEEN_BY_ALL).atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(onB.propose(after, theirs, "both").code()).isEqualTo("TARGET_NOT_CONNECTED"));
        }
    }

    /** No pairing of it is in the memory of that node. */
    @Test
    void a_connection_with_2500_open_pairings_ends_whole_in_less_than_two_seconds_on_the_node_that_did_not_open_them() {
        var house = a.client();
        var pair = house.newNeighbours();
        var mine = Together.run(50, _ -> pair.alice().agent());
        var theirs = Together.run(50, _ -> pair.bob().agent());
        Together.run(50, number -> theirs.stream().map(agent -> pair.propose(mine.get(number), agent, "both").is(201)).toList());
        var onOther = Apart.through(b, pair);
        var start = Instant.now();
        var ended = onOther.bob().delete("/v1/connections/" + pair.connection()).is(200);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertThat(ended.at("/pairings_revoked").intValue()).isEqualTo(2_500);
        assertThat(onOther.alice().get(pair.pairings() + "?status=pending").at("/pairings")).isEmpty();
        assertThat(onOther.alice().get(pair.pairings() + "?status=revoked").at("/pairings")).hasSize(2_500);
    }

    /** The programs here run with {@code pairing.invites-per-hour=0}. */
    @Test
    void where_invites_are_not_limited_any_number_is_sent() {
        var eager = a.client().account();
        for (int i = 0; i < 12; i++) {
            eager.invite(House.fresh("x") + "@example.org");
        }
    }

    @Test
    void a_condition_on_one_node_knows_what_the_other_has_just_changed_and_does_not_mind_what_is_not_shown() {
        var mine = onA.alice().agent();
        for (int round = 0; round < 5; round++) {
            var proposed = onA.propose(mine, onA.bob().agent(), "both").is(201);
            var path = "/v1/pairings/" + proposed.id();
            var pending = onB.bob().get(path, token(proposed)).is(200).etag();
            onA.alice().patch("/v1/agents/" + mine, Map.of("description", House.fresh("described"))).is(200);
            onB.bob().post(path + "/confirm", null, "If-Match", pending).is(200);
            var active = onB.bob().get(path).is(200).etag();
            onA.alice().patch("/v1/agents/" + mine, Map.of("name", House.fresh("named"))).is(200);
            onB.bob().delete(path, "If-Match", active).isRefused(412, "PRECONDITION_FAILED");
            onB.bob().delete(path, "If-Match", onA.bob().get(path).is(200).etag()).is(200);
        }
    }

    @Test
    void a_read_with_the_token_of_a_write_on_the_other_node_shows_it() {
        var mine = onA.alice().agent();
        var theirs = onB.bob().agent();
        for (int round = 0; round < 40; round++) {
            var writes = round % 2 == 0 ? onA : onB;
            var reads = round % 2 == 0 ? onB : onA;
            var proposed = writes.propose(mine, theirs, "both").is(201);
            var path = "/v1/pairings/" + proposed.id();
            assertThat(reads.bob().get(path, token(proposed)).is(200).text("status")).isEqualTo("pending");
            var confirmed = reads.bob().post(path + "/confirm", null).is(200);
            assertThat(writes.alice().get(path, token(confirmed)).is(200).text("status")).isEqualTo("active");
            var revoked = writes.alice().delete(path).is(200);
            assertThat(reads.bob().get(path, token(revoked)).is(200).text("status")).isEqualTo("revoked");
        }
    }

    @ParameterizedTest
    @FieldSource("dev.agentpairing.gateway.house.PairedAgent#PATHS")
    void what_one_node_changes_of_an_agent_the_other_shows_at_once_to_its_token_and_within_a_quarter_of_a_second_to_all(String path) {
        var agent = PairedAgent.of(onA, onB, path);
        for (int round = 0; round < 3; round++) {
            agent.change((change, shown) -> shown.accept(token(change)));
            agent.change((change, shown) -> await().atMost(SEEN_BY_ALL).pollInterval(Duration.ofMillis(5))
                    .untilAsserted(() -> shown.accept(new String[0])));
        }
    }
}
