package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The views are nothing but the events: emptied and filled again, or opened by the next process, they answer as before. */
@Execution(ExecutionMode.CONCURRENT)
class RebuildTest {

    private static final String SIGNING_KEY = Account.newPublicKey();

    @ParameterizedTest
    @EnumSource
    void every_read_answers_the_same_after_a_restart_and_after_a_rebuild(Database database) {
        var url = database.freshUrl();
        Neighbours pair;
        Answer waiting;
        Map<String, String> before;
        try (var program = House.program(url, database.user(), "--pairing.admin-token=" + House.OPERATOR)) {
            pair = new House(House.address(program)).newNeighbours();
            live(pair);
            waiting = pair.bob().post("/v1/agents/register", Map.of("agent_id", "signs", "signing_public_key", SIGNING_KEY,
                    "available_for_connections", true)).is(201);
            before = everything(pair);
        }
        assertThat(before.values()).anyMatch(body -> body.contains("connection_revoked"))
                .anyMatch(body -> body.contains("agent_disconnected")).anyMatch(body -> body.contains("confirmed_at\":\"2"));
        for (var rebuild : List.of("false", "true")) {
            try (var program = House.program(url, database.user(), "--pairing.query-side.rebuild=" + rebuild)) {
                assertThat(everything(through(program, pair))).isEqualTo(before);
            }
        }
        try (var program = House.program(url, database.user())) {
            var again = through(program, pair);
            assertThat(everything(again)).isEqualTo(before);
            again.bob().with(waiting.text("connection_token"))
                    .post("/v1/agents/connect", Map.of("public_key", Account.newPublicKey())).is(200);
            assertThat(SigningKeysTest.signingKey(again, waiting).stringValue()).isEqualTo(SIGNING_KEY);
        }
    }

    private static Neighbours through(ConfigurableApplicationContext program, Neighbours pair) {
        var house = new House(House.address(program));
        await().untilAsserted(() -> house.send("GET", "/readyz", null, null).is(200));
        return new Neighbours(pair.alice().at(house), pair.bob().at(house), pair.connection());
    }

    /** Something of everything, much of it at once. */
    private static void live(Neighbours pair) {
        var alice = pair.alice();
        var bob = pair.bob();
        Together.run(6, number -> {
            var mine = alice.agent();
            var theirs = bob.agent();
            for (int i = 0; i <= number; i++) {
                var path = "/v1/pairings/" + pair.propose(mine, theirs, "receive_only").is(201).id();
                Together.answers(() -> bob.post(path + "/confirm", null), () -> alice.delete(path), () -> bob.delete(path));
            }
            return pair.propose(mine, theirs, "send_only").is(201);
        });
        alice.patch("/v1/pairings/" + pair.active(), Map.of("permission", "send_only")).is(200);
        bob.patch("/v1/pairings/" + pair.active(), Map.of("permission", "send_only")).is(200);
        pair.active();
        pair.revoked();
        bob.post("/v1/pairings/" + pair.pending() + "/decline", null).is(200);
        alice.post("/v1/pairings/" + pair.pending() + "/withdraw", null).is(200);
        var gone = alice.agent();
        bob.post("/v1/pairings/" + pair.propose(gone, bob.agent(), "both").id() + "/confirm", null).is(200);
        alice.disconnect(gone);
        var keyless = alice.agentWithoutKey();
        var late = alice.agentWithoutKey();
        alice.with(late.text("connection_token"))
                .post("/v1/agents/connect", Map.of("public_key", Account.newPublicKey())).is(200);
        var profile = Map.of("name", "Renamed", "description", "Words", "metadata", Map.of("k", 1));
        alice.patch("/v1/agents/" + keyless.id(), profile).is(200);
        bob.withKey();
        var revoked = bob.post("/v1/api-keys", Map.of("name", "revoked", "scopes", List.of("audit"))).id();
        bob.delete("/v1/api-keys/" + revoked).is(200);
        alice.invite("nobody@example.org");
        var other = alice.house().account().onPlan("team");
        other.invite(alice);
        var ended = Neighbours.of(bob, other);
        ended.propose(bob, bob.agent(), other.agent(), "both").is(201);
        other.delete("/v1/connections/" + ended.connection()).is(200);
        var refused = bob.invite(other);
        other.post("/v1/connections/" + refused + "/reject", null).is(200);
    }

    /** What both accounts can read, by path. */
    private static Map<String, String> everything(Neighbours pair) {
        var answers = new TreeMap<String, String>();
        for (var account : List.of(pair.alice(), pair.bob())) {
            read(account, "/v1/account", answers);
            read(account, "/v1/api-keys", answers);
            read(account, "/v1/pairings?limit=200", answers);
            read(account, "/v1/pairings?awaiting=me", answers);
            read(account, "/v1/agents", answers).at("/agents").findValuesAsString("id")
                    .forEach(id -> read(account, "/v1/agents/" + id, answers));
            for (var status : List.of("all", "active", "pending", "revoked")) {
                read(account, "/v1/connections?status=" + status, answers).at("/connections").findValuesAsString("id").stream()
                        .filter(id -> account.get("/v1/connections/" + id).status() == 200)
                        .forEach(id -> readConnection(account, id, answers));
            }
        }
        return answers;
    }

    private static void readConnection(Account account, String id, Map<String, String> answers) {
        read(account, "/v1/connections/" + id, answers);
        read(account, "/v1/connections/" + id + "/pairings?limit=3", answers);
        for (var item : read(account, "/v1/connections/" + id + "/pairings", answers).at("/pairings")) {
            var agents = "from=" + item.at("/agent_a/id").stringValue() + "&to=" + item.at("/agent_b/id").stringValue();
            read(account, "/v1/pairings/" + item.get("id").stringValue(), answers);
            read(account, "/v1/pairings/" + item.get("id").stringValue() + "/history", answers);
            read(account, "/v1/connections/" + id + "/pairings?as_of=" + item.get("created_at").stringValue(), answers);
            answers.put(account.email() + " " + agents, account.get("/v1/check?" + agents).is(200).text("reason"));
        }
    }

    private static Answer read(Account account, String path, Map<String, String> answers) {
        var answer = account.get(path).is(200);
        answers.put(account.email() + " " + path, answer.header("ETag") + " " + answer.body());
        return answer;
    }
}
