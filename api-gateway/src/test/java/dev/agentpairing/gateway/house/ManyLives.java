package dev.agentpairing.gateway.house;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A program that is killed and started again on the same store, and what its callers know of it. */
final class ManyLives implements AutoCloseable {

    private static final int WRITERS = 8;
    private static final int LIMIT = 10;
    private static final List<String> PLAN = List.of(
            "--pairing.plans.crash.agents=unlimited", "--pairing.plans.crash.api-keys=unlimited",
            "--pairing.plans.crash.connections=unlimited", "--pairing.plans.crash.pairings-per-connection=" + LIMIT);

    private final String url;
    private final String user;
    private final Neighbours pair;
    private final List<Writer> writers;
    private final List<UUID> spareOfAlice;
    private final List<UUID> spareOfBob;
    private Program program;

    ManyLives(Database database) {
        url = database.freshUrl();
        user = database.user();
        program = start();
        var house = program.client();
        pair = Neighbours.of(house.account().onPlan("crash"), house.account().onPlan("crash"));
        writers = IntStream.range(0, WRITERS)
                .mapToObj(number -> new Writer(pair.alice().agent(), pair.bob().agent(), number % 2 == 0)).toList();
        spareOfAlice = IntStream.range(0, 2).mapToObj(_ -> pair.alice().agent()).toList();
        spareOfBob = IntStream.range(0, LIMIT / 2 + 1).mapToObj(_ -> pair.bob().agent()).toList();
    }

    private Program start(String... more) {
        var settings = new ArrayList<>(PLAN);
        settings.addAll(List.of(more));
        return Program.on(url, user, settings.toArray(String[]::new));
    }

    /** The two accounts, through the program that runs now. */
    private Neighbours now() {
        return new Neighbours(program.as(pair.alice()), program.as(pair.bob()), pair.connection());
    }

    /** Eight writers write; when this many of their writes were acknowledged, the program is killed under them. */
    void writeUntilKilled(int atLeast) {
        var acknowledged = new AtomicInteger();
        var through = now();
        var threads = writers.stream()
                .map(writer -> Thread.startVirtualThread(() -> writer.write(through, acknowledged))).toList();
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(2)).until(() -> acknowledged.get() >= atLeast);
        program.kill9();
        await().atMost(Duration.ofSeconds(30)).until(() -> threads.stream().noneMatch(Thread::isAlive));
        assertThat(writers).allSatisfy(writer -> assertThat(writer.problem).isNull());
    }

    void restart(String... settings) {
        program.close();
        program = start(settings);
    }

    /** Compares what is there with what was acknowledged. */
    void check() {
        writers.forEach(writer -> writer.finish(now()));
        var seen = new HashMap<UUID, JsonNode>();
        now().alice().get(pair.pairings()).is(200).at("/pairings").forEach(item -> seen.put(id(item), item));
        writers.forEach(writer -> writer.check(seen));
        var known = writers.stream().flatMap(Writer::pairings).toList();
        assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(known);
        assertThat(now().bob().get(pair.pairings()).is(200).at("/pairings")).hasSize(seen.size());
        var slugs = now().alice().get("/v1/agents").is(200).at("/agents").findValuesAsString("agent_id");
        writers.forEach(writer -> assertThat(slugs).containsAll(writer.slugs));
        checkThatNothingIsHalfDone();
    }

    private static UUID id(JsonNode item) {
        return UUID.fromString(item.get("id").stringValue());
    }

    /** A pair is taken exactly if an open pairing of it is shown, and open pairings fill the limit exactly. */
    private void checkThatNothingIsHalfDone() {
        var through = now();
        for (var writer : writers) {
            var again = through.propose(writer.mine, writer.theirs, "both");
            assertThat(again.code()).as(again.body()).isEqualTo(writer.state > 0 ? "PAIRING_EXISTS" : "");
            if (writer.state == 0) {
                through.alice().delete("/v1/pairings/" + again.id()).is(200);
                writer.past.add(again.id());
            }
        }
        fillUp(through, LIMIT - (int) writers.stream().filter(writer -> writer.state > 0).count());
    }

    private void fillUp(Neighbours through, int room) {
        var added = new ArrayList<UUID>();
        for (var mine : spareOfAlice) {
            for (var theirs : spareOfBob) {
                var proposed = through.propose(mine, theirs, "both");
                if (added.size() == room) {
                    assertThat(proposed.code()).isEqualTo("PLAN_LIMIT_REACHED");
                    added.forEach(id -> through.alice().delete("/v1/pairings/" + id).is(200));
                    writers.getFirst().past.addAll(added);
                    return;
                }
                added.add(proposed.is(201).id());
            }
        }
    }

    @Override
    public void close() {
        program.close();
    }

    /**
     * Goes through the life of one pairing after the other, and remembers what was acknowledged. One that sends keys repeats what it
     * was not answered, and must be told then that it is done.
     */
    private static final class Writer {

        private static final List<String> STATES = List.of("none", "pending", "active");

        private final UUID mine;
        private final UUID theirs;
        private final boolean sendsKeys;
        private final Set<UUID> past = new HashSet<>();
        private final Set<String> slugs = new HashSet<>();
        private @Nullable UUID current;

        /** Of the step that was begun last. */
        private String key = "";
        private boolean unanswered;

        /** How many steps in the life of the current pairing were acknowledged. */
        private int state;
        private @Nullable AssertionError problem;

        private Writer(UUID mine, UUID theirs, boolean sendsKeys) {
            this.mine = mine;
            this.theirs = theirs;
            this.sendsKeys = sendsKeys;
        }

        private void write(Neighbours pair, AtomicInteger acknowledged) {
            try {
                while (true) {
                    key = House.fresh("crash");
                    unanswered = true;
                    step(pair);
                    acknowledged.incrementAndGet();
                }
            } catch (UncheckedIOException e) {
                return; // killed; the last write may be stored or not
            } catch (AssertionError e) {
                problem = e;
            }
        }

        private void step(Neighbours pair) {
            switch (state) {
                case 0 -> {
                    pair.alice().post("/v1/agents/register", Map.of("agent_id", key), header("agent")).is(201);
                    slugs.add(key);
                    var body = Map.of("my_agent_id", mine, "their_agent_id", theirs);
                    current = pair.alice().post(pair.pairings(), body, header("pairing")).is(201).id();
                }
                case 1 -> pair.bob().post("/v1/pairings/" + current + "/confirm", null, header("confirm")).is(200);
                default -> {
                    pair.alice().delete("/v1/pairings/" + current, header("revoke")).is(200);
                    past.add(current);
                }
            }
            state = (state + 1) % 3;
            unanswered = false;
        }

        private String[] header(String what) {
            return sendsKeys ? new String[] {"Idempotency-Key", key + "-" + what} : new String[0];
        }

        /** The key may be claimed for some seconds by the process that was killed. */
        private void finish(Neighbours pair) {
            if (sendsKeys && unanswered) {
                await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> step(pair));
            }
        }

        /** What was acknowledged is there, or one step further without a key; from now on, what is there counts. */
        private void check(Map<UUID, JsonNode> seen) {
            assertThat(past).allSatisfy(id -> assertThat(status(seen.get(id))).isEqualTo("revoked"));
            if (state == 0) {
                current = seen.values().stream().filter(this::isOpenHere).map(ManyLives::id).findFirst().orElse(null);
                assertThat(sendsKeys && current != null).isFalse();
                state = current == null ? 0 : 1;
                return;
            }
            var status = status(seen.get(current));
            var further = state == 1 ? "active" : "revoked";
            assertThat(status).isIn(STATES.get(state), sendsKeys ? STATES.get(state) : further);
            if (status.equals("revoked")) {
                past.add(current);
            }
            state = status.equals("revoked") ? 0 : STATES.indexOf(status);
        }

        private boolean isOpenHere(JsonNode item) {
            var agents = List.of(item.at("/agent_a/id").stringValue(), item.at("/agent_b/id").stringValue());
            return agents.contains(mine.toString()) && agents.contains(theirs.toString()) && !status(item).equals("revoked");
        }

        private static String status(@Nullable JsonNode item) {
            return item == null ? "missing" : item.get("status").stringValue();
        }

        private Stream<UUID> pairings() {
            return Stream.concat(past.stream(), state == 0 ? Stream.empty() : Stream.of(current));
        }
    }
}
