package dev.agentpairing.gateway.house;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Command sides, query sides and gateways as processes of their own: every promise of one process holds for all of them together. */
@Tag("axonserver")
class AxonServerTest {

    private static final Duration SEEN_BY_ALL = Duration.ofMillis(250);
    private static final int EVENTS_OF_A_REVOCATION = 2;

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
    void a_pairing_lives_its_life_through_two_gateways() {
        var proposed = onA.propose(onA.alice().agent(), onA.bob().agent(), "send_only").is(201);
        var path = "/v1/pairings/" + proposed.id();
        assertThat(onB.bob().get(path, Apart.after(proposed)).is(200).text("permission")).isEqualTo("receive_only");
        onB.bob().post(path + "/confirm", null).is(200);
        onB.bob().patch(path, Map.of("permission", "both")).is(200);
        onA.alice().post(path + "/confirm", null).is(200);
        onA.alice().deleteWith(path, Map.of("reason", "done")).is(200);
        var events = onB.bob().get(path + "/history").is(200).at("/events");
        assertThat(events.findValuesAsString("type"))
                .containsExactly("proposed", "confirmed", "permission_changed", "confirmed", "revoked");
        var permissions = events.findValuesAsString("at").stream().map(at -> onA.alice().get(onA.pairings() + "?as_of=" + at).is(200)
                .at("/pairings").valueStream().filter(item -> item.get("id").stringValue().equals(proposed.text("id")))
                .map(item -> item.get("status").stringValue() + " " + item.get("permission").stringValue()).findFirst().orElseThrow());
        assertThat(permissions)
                .containsExactly("pending send_only", "active send_only", "pending both", "active both", "revoked both");
    }

    @Test
    void a_check_is_answered_as_of_the_last_write() {
        var from = onA.alice().agent();
        var to = onA.bob().agent();
        var path = "/v1/check?from=%s&to=%s".formatted(from, to);
        assertThat(onA.alice().get(path).is(200).text("reason")).isEqualTo("NO_PAIRING");
        var pairing = onA.propose(from, to, "both").is(201).id();
        assertThat(onA.alice().get(path).is(200).text("reason")).isEqualTo("PENDING");
        onA.bob().post("/v1/pairings/" + pairing + "/confirm", null).is(200);
        assertThat(onA.alice().get(path).is(200).text("reason")).isEqualTo("PAIRED");
    }

    @Test
    void refusals_keep_their_codes_across_the_wire() {
        var mine = onA.alice().agent();
        var theirs = onA.bob().agent();
        var pairing = "/v1/pairings/" + onA.propose(mine, theirs, "both").is(201).id();
        onB.propose(mine, theirs, "both").isRefused(409, "PAIRING_EXISTS");
        onB.propose(theirs, mine, "both").isRefused(404, "AGENT_NOT_FOUND");
        onB.propose(onA.alice().agentWithoutKey().id(), theirs, "both").isRefused(400, "AGENT_NOT_CONNECTED");
        onB.alice().post(pairing + "/confirm", null).isRefused(403, "CANNOT_CONFIRM_OWN");
        onB.bob().post(pairing + "/confirm", null, "If-Match", "\"other\"").isRefused(412, "PRECONDITION_FAILED");
        onB.bob().delete(pairing).is(200);
        onA.bob().delete(pairing).isRefused(400, "ALREADY_REVOKED");
        onA.alice().post("/v1/connections", Map.of("email", onA.bob().email())).isRefused(409, "ALREADY_CONNECTED");
        onA.alice().post("/v1/connections", Map.of("email", onA.alice().email())).isRefused(400, "SELF_CONNECTION");
        var again = Map.of("email", onA.bob().email(), "name", "Bob", "password", House.PASSWORD);
        apart.gateways().getLast().client().send("POST", "/v1/accounts", null, again).isRefused(409, "EMAIL_TAKEN");
        onA.alice().delete("/v1/pairings/" + UUID.randomUUID()).isRefused(404, "NOT_FOUND");
    }

    @Test
    void a_condition_sent_to_one_gateway_knows_what_changed_through_the_other_and_does_not_mind_what_is_not_shown() {
        var mine = onA.alice().agent();
        for (int round = 0; round < 5; round++) {
            var proposed = onA.propose(mine, onA.bob().agent(), "both").is(201);
            var path = "/v1/pairings/" + proposed.id();
            var pending = onB.bob().get(path, Apart.after(proposed)).is(200).etag();
            onA.alice().patch("/v1/agents/" + mine, Map.of("description", House.fresh("described"))).is(200);
            onB.bob().post(path + "/confirm", null, "If-Match", pending).is(200);
            var active = onB.bob().get(path).is(200).etag();
            onA.alice().patch("/v1/agents/" + mine, Map.of("name", House.fresh("named"))).is(200);
            onB.bob().delete(path, "If-Match", active).isRefused(412, "PRECONDITION_FAILED");
            onB.bob().delete(path, "If-Match", onA.bob().get(path).is(200).etag()).is(200);
        }
    }

    @Test
    void of_many_proposals_of_one_pair_through_both_gateways_one_is_accepted() {
        var mine = onA.alice().agent();
        var theirs = onB.bob().agent();
        var answers = Together.run(64, number -> {
            var gateway = number % 2 == 0 ? onA : onB;
            return number % 4 < 2 ? gateway.propose(gateway.alice(), mine, theirs, "both")
                    : gateway.propose(gateway.bob(), theirs, mine, "both");
        });
        assertThat(Answer.tally(answers)).isEqualTo(Map.of("201 ", 1L, "409 PAIRING_EXISTS", 63L));
    }

    /** Invites are sent to the command sides by their own ids, so several of those write the one account's stream at once. */
    @Test
    void a_limit_that_two_command_sides_run_into_is_met_exactly() {
        int limit = 3;
        var popular = apart.account();
        var invites = Together.run(8, _ -> apart.account().onPlan("enterprise").invite(popular));
        var answers = Together.run(8, number -> apart.gateways().get(number % 2).as(popular).accept(invites.get(number)));
        assertThat(Answer.tally(answers)).isEqualTo(Map.of("200 ", (long) limit, "403 PLAN_LIMIT_REACHED", 8L - limit));
    }

    /** The views are held back by a lock; that the write is stored nevertheless a refusal tells, which waits for no view. */
    @Test
    void a_read_through_the_other_gateway_waits_for_what_its_token_names_and_shows_it() throws SQLException {
        var proposed = onA.propose(onA.alice().agent(), onB.bob().agent(), "both").is(201);
        var path = "/v1/pairings/" + proposed.id();
        var token = TrackedViewsTest.later(proposed.header("X-Consistency-Token"), EVENTS_OF_A_REVOCATION);
        try (var views = DriverManager.getConnection(apart.views()); var lock = views.createStatement()) {
            views.setAutoCommit(false);
            lock.execute("lock table view_pairing in share row exclusive mode");
            var write = CompletableFuture.supplyAsync(() -> onA.alice().delete(path), Thread::startVirtualThread);
            await().untilAsserted(() -> onA.alice().post(path + "/confirm", null).isRefused(400, "INVALID_STATUS"));
            var read = CompletableFuture.supplyAsync(() -> onB.bob().get(path, "X-Consistency-Token", token), Thread::startVirtualThread);
            await().during(Duration.ofMillis(300)).until(() -> !read.isDone());
            views.rollback();
            assertThat(read.join().is(200).text("status")).isEqualTo("revoked");
            write.join().is(200);
        }
    }

    /** Whatever a write has answered to, every view shows: only of what is yet to come can be seen that the token is waited for. */
    @Test
    void a_state_that_does_not_come_is_waited_for_and_then_unavailable() {
        var proposed = onA.propose(onA.alice().agent(), onA.bob().agent(), "both").is(201);
        var token = TrackedViewsTest.later(proposed.header("X-Consistency-Token"));
        var before = Instant.now();
        onB.bob().get("/v1/pairings/" + proposed.id(), "X-Consistency-Token", token).isRefused(503, "UNAVAILABLE");
        assertThat(Duration.between(before, Instant.now())).isBetween(Duration.ofMillis(1500), Duration.ofSeconds(4));
    }

    @Test
    void of_many_that_send_one_idempotency_key_to_both_gateways_one_is_done() {
        var key = House.fresh("key");
        var body = Map.of("name", key);
        Together.run(16, number -> (number % 2 == 0 ? onA : onB).alice().post("/v1/api-keys", body, "Idempotency-Key", key));
        var replayed = onB.alice().post("/v1/api-keys", body, "Idempotency-Key", key).is(201);
        assertThat(replayed.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(onA.alice().get("/v1/api-keys").is(200).at("/keys").findValuesAsString("name")).containsOnlyOnce(key);
    }

    @Test
    void a_key_revoked_through_one_gateway_is_refused_by_the_other_within_a_quarter_of_a_second() {
        for (int round = 0; round < 3; round++) {
            var created = onA.alice().post("/v1/api-keys", Map.of("name", "short-lived")).is(201);
            var onOther = onB.alice().with(created.text("api_key"));
            onOther.get("/v1/account", Apart.after(created)).is(200);
            onA.alice().delete("/v1/api-keys/" + created.id()).is(200);
            await().atMost(SEEN_BY_ALL).pollInterval(Duration.ofMillis(5))
                    .untilAsserted(() -> onOther.get("/v1/account").isRefused(401, "UNAUTHORIZED"));
        }
    }

    @Test
    void a_gateway_keeps_idempotency_keys_and_nothing_else_and_a_query_side_no_events() throws SQLException {
        assertThat(tables(apart.keys())).containsExactlyInAnyOrder("idempotency_key", "gateway_schema_history");
        assertThat(tables(apart.views())).contains("view_pairing", "personal_person", "token_entry").doesNotContain("domain_event");
    }

    private static List<String> tables(String url) throws SQLException {
        var names = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(url);
                var tables = connection.getMetaData().getTables(null, "public", null, new String[] {"TABLE"})) {
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME"));
            }
        }
        return names;
    }
}
