package dev.agentpairing.gateway.house;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two accounts live through something, one step after the other and some at once. Then the past is asked for: it must be, byte for
 * byte, what each had been shown at that time, and at any other moment what the stored events say.
 */
class PastProofTest {

    private static final int STEPS = 40;
    private static final int MOMENTS = 120;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Random random = new Random(20_260_401);

    /** An answer, and a moment after it at which nothing else had happened yet. */
    private record Shown(Account to, String path, Instant moment, String body) {}

    @ParameterizedTest
    @EnumSource
    void the_past_is_what_was_shown_and_what_the_log_says(Database database) throws SQLException {
        var life = new Life(House.on(database).newNeighbours());
        for (int i = 0; i < STEPS; i++) {
            life.step();
        }
        life.pairForGood();
        assertThat(life.shown).hasSizeGreaterThan(200).allSatisfy(shown ->
                assertThat(shown.to.get(shown.path + "as_of=" + shown.moment).is(200).body()).isEqualTo(shown.body));
        var truth = Truth.of(database, Stream.of(life.mine, life.theirs, life.pairings).flatMap(List::stream).toList());
        var moments = new ArrayList<>(truth.moments());
        Collections.shuffle(moments, random);
        for (var moment : moments.subList(0, Math.min(MOMENTS, moments.size()))) {
            for (long micros : new long[] {0, -1, random.nextLong(-100_000, 0)}) {
                life.compare(truth, moment.plus(micros, ChronoUnit.MICROS));
            }
        }
        assertThat(life.compared).isGreaterThan(200);
    }

    private final class Life {

        private final Account alice;
        private final Account bob;
        private final List<UUID> connections = new ArrayList<>();
        private final List<UUID> mine = new ArrayList<>();
        private final List<UUID> theirs = new ArrayList<>();
        private final List<UUID> pairings = Collections.synchronizedList(new ArrayList<>());
        private final List<Shown> shown = new ArrayList<>();
        private int compared;

        private Life(Neighbours neighbours) {
            alice = neighbours.alice();
            bob = neighbours.bob();
            connections.add(neighbours.connection());
            IntStream.range(0, 2).forEach(number -> {
                mine.add(alice.agent());
                theirs.add(bob.agent());
            });
        }

        private Account anyone() {
            return random.nextBoolean() ? alice : bob;
        }

        private UUID one(List<UUID> ids) {
            return ids.get(Math.max(0, ids.size() - 1 - random.nextInt(3)));
        }

        private void step() {
            if (random.nextInt(4) == 0) {
                Together.run(IntStream.range(0, 4).mapToObj(number -> act()).toList());
            } else {
                Together.run(List.of(act()));
            }
            remember();
        }

        /** Made by one thread, so that it is the same in every run; whether it is refused does not matter. */
        private Callable<Answer> act() {
            var who = anyone();
            var path = "/v1/pairings/" + (pairings.isEmpty() ? UUID.randomUUID() : one(pairings));
            var own = who == alice ? mine : theirs;
            var agent = one(own);
            return switch (random.nextInt(20)) {
                case 0 -> () -> register(who, own);
                case 1 -> () -> who.post("/v1/agents/" + agent + "/disconnect", null);
                case 2, 3, 4 -> () -> who.patch("/v1/agents/" + agent, Map.of("name", House.fresh("Name")));
                case 5 -> this::reconnect;
                case 6, 7, 8 -> () -> who.delete(path);
                case 9, 10, 11, 12, 13 -> () -> who.post(path + "/confirm", null);
                default -> propose(who, agent, one(who == alice ? theirs : mine), List.of("both", "send_only", "receive_only").get(
                        random.nextInt(3)));
            };
        }

        private Callable<Answer> propose(Account who, UUID agent, UUID other, String permission) {
            var path = "/v1/connections/" + connections.getLast() + "/pairings";
            return () -> {
                var answer = who.post(path, Map.of("my_agent_id", agent, "their_agent_id", other, "permission", permission));
                if (answer.status() == 201) {
                    pairings.add(answer.id());
                }
                return answer;
            };
        }

        private Answer register(Account who, List<UUID> own) {
            var answer = who.post("/v1/agents/register", Map.of("agent_id", House.fresh("agent"), "public_key", Account.newPublicKey(),
                    "available_for_connections", true)).is(201);
            synchronized (own) {
                own.add(answer.id());
            }
            return answer;
        }

        private Answer reconnect() {
            var answer = bob.delete("/v1/connections/" + connections.getLast());
            if (answer.status() == 200) {
                var next = bob.invite(alice);
                alice.accept(next).is(200);
                connections.add(next);
            }
            return answer;
        }

        /** What nothing happens to any more. */
        private void pairForGood() {
            mine.add(alice.agent());
            theirs.add(bob.agent());
            var path = "/v1/connections/" + connections.getLast() + "/pairings";
            var agents = Map.of("my_agent_id", mine.getLast(), "their_agent_id", theirs.getLast());
            var pairing = alice.post(path, agents).is(201).id();
            pairings.add(pairing);
            remember();
            bob.post("/v1/pairings/" + pairing + "/confirm", null).is(200);
            remember();
        }

        private void remember() {
            for (var account : List.of(alice, bob)) {
                var list = "/v1/connections/" + one(connections) + "/pairings?";
                for (var path : List.of(list, list + "limit=3&", list + "status=" + status() + "&", list + "agent=" + one(mine) + "&")) {
                    var body = account.get(path).is(200).body();
                    if (!body.contains("next_cursor")) { // which names the moment
                        shown.add(new Shown(account, path, now(), body));
                    }
                }
                var check = "/v1/check?from=" + one(mine) + "&to=" + one(theirs) + "&";
                var verdict = account.get(check).is(200);
                var moment = now();
                shown.add(new Shown(account, check, moment, verdict.body().replaceFirst("\"as_of\":\"[^\"]+\"",
                        "\"as_of\":\"" + Truth.text(moment) + "\"")));
            }
        }

        private void compare(Truth truth, Instant moment) {
            var account = anyone();
            var connection = one(connections);
            var list = truth.list(account.id(), connection, moment);
            var path = "/v1/connections/" + connection + "/pairings?as_of=" + moment;
            assertThat(items(account, path)).as(path).isEqualTo(list);
            var status = status();
            var narrowed = path + "&limit=" + (1 + random.nextInt(3)) + "&status=" + status;
            assertThat(items(account, narrowed)).as(narrowed)
                    .isEqualTo(list.stream().filter(item -> status.equals(item.get("status"))).toList());
            var from = one(random.nextInt(10) == 0 ? theirs : mine);
            var to = one(theirs);
            var asking = random.nextBoolean() ? bob : account;
            var answer = asking.get("/v1/check?from=" + from + "&to=" + to + "&as_of=" + moment);
            var expected = truth.check(asking.id(), from, to, moment);
            assertThat(map(answer)).as(answer.body()).isEqualTo(expected);
            compared += 3;
        }

        private String status() {
            return List.of("pending", "active", "revoked").get(random.nextInt(3));
        }

        /** Of all pages. */
        private List<Map<String, @Nullable Object>> items(Account account, String path) {
            var items = new ArrayList<Map<String, @Nullable Object>>();
            for (var cursor = ""; cursor != null;) {
                var page = account.get(path + cursor).is(200).json();
                page.get("pairings").forEach(item -> items.add(map(item)));
                cursor = page.has("next_cursor") ? "&cursor=" + page.get("next_cursor").stringValue() : null;
            }
            return items;
        }
    }

    private static @Nullable Map<String, @Nullable Object> map(Answer answer) {
        return answer.status() == 404 ? null : map(answer.is(200).json());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> map(JsonNode json) {
        return JSON.convertValue(json, Map.class);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
