package dev.agentpairing.gateway.house;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** Alice and four others, with pairings that end by the dozen, in every way and all at once, in a program that is killed meanwhile. */
final class CascadeTrial {

    /** Much time for nothing, so that a proposal can be confirmed even on a slow machine. */
    static final Duration EXPIRY = Duration.ofSeconds(3);

    private static final int REVOKED = 0;
    private static final int BLOCKED = 1;
    private static final int STAYS = 2;
    private static final int STAYS_TOO = 3;
    private static final int AGENTS = 5;
    private static final Duration AROUND = Duration.ofMillis(100);

    private final Random random;
    private final Account alice;
    private final List<UUID> mine;
    private final List<Account> others;
    private final List<List<UUID>> theirs;
    private final List<UUID> connections;

    /**
     * What was under way when the program died.
     *
     * @param answers of the cascades; null where none came
     * @param expiring pairings whose time was over at about that moment
     * @param connections of Alice with each of the others
     */
    record Cut(
            Account alice, List<Account> others, List<UUID> connections, List<UUID> agents, List<Cascade> cascades,
            List<@Nullable Answer> answers, List<UUID> expiring) {

        List<UUID> pairings() {
            return Stream.concat(cascades.stream().flatMap(cascade -> cascade.pairings().stream()), expiring.stream()).toList();
        }
    }

    CascadeTrial(House house, Random random) {
        this.random = random;
        alice = house.account().onPlan("enterprise");
        others = IntStream.range(0, 4).mapToObj(_ -> house.account().onPlan("enterprise")).toList();
        mine = agents(alice);
        theirs = others.stream().map(CascadeTrial::agents).toList();
        connections = new ArrayList<>(others.stream().map(alice::connectTo).toList());
    }

    private static List<UUID> agents(Account account) {
        return IntStream.range(0, AGENTS).mapToObj(_ -> account.agent()).toList();
    }

    /** The other way round of what was ended before. */
    void reconnect(House house) {
        var me = alice.at(house);
        me.get("/v1/blocked").is(200).at("/blocked")
                .forEach(block -> me.delete("/v1/blocked/" + block.get("id").stringValue()).is(200));
        connections.set(REVOKED, me.connectTo(others.get(REVOKED).at(house)));
        connections.set(BLOCKED, me.connectTo(others.get(BLOCKED).at(house)));
    }

    Cut killWhileTheyEnd(Program program) {
        var house = program.client();
        var cutOff = alice.at(house).agent();
        var deleted = alice.at(house).agent();
        var cascades = new ArrayList<>(List.of(
                Cascade.revoke(others.get(REVOKED), connections.get(REVOKED), active(house, REVOKED, mine), key()),
                Cascade.block(alice, connections.get(BLOCKED), active(house, BLOCKED, mine), key()),
                Cascade.disconnect(alice, cutOff, active(house, cutOff), key()),
                Cascade.delete(alice, deleted, active(house, deleted), key())));
        Collections.shuffle(cascades, random);
        var proposed = propose(house, STAYS, mine, answer -> answer);
        var due = proposed.stream().map(answer -> Instant.parse(answer.text("expires_at"))).sorted().toList();
        var agents = Stream.of(mine, List.of(cutOff, deleted), theirs.stream().flatMap(List::stream).toList()).flatMap(List::stream).toList();
        return new Cut(alice, others, List.copyOf(connections), agents, cascades, sendAndKill(program, cascades, due),
                proposed.stream().map(Answer::id).toList());
    }

    private @Nullable String key() {
        return random.nextBoolean() ? "cascade-" + UUID.randomUUID() : null;
    }

    /** Of one agent, over two connections. */
    private List<UUID> active(House house, UUID agent) {
        return Stream.of(STAYS, STAYS_TOO).flatMap(other -> active(house, other, List.of(agent)).stream()).toList();
    }

    /** Each is confirmed right after it was proposed, before its time can be over. */
    private List<UUID> active(House house, int other, List<UUID> agents) {
        var confirming = others.get(other).at(house);
        return propose(house, other, agents, proposed -> {
            confirming.post("/v1/pairings/" + proposed.id() + "/confirm", null).is(200);
            return proposed.id();
        });
    }

    private <T> List<T> propose(House house, int other, List<UUID> agents, Function<Answer, T> then) {
        var pair = new Neighbours(alice.at(house), others.get(other).at(house), connections.get(other));
        return Together.run(agents.stream().flatMap(agent -> theirs.get(other).stream()
                .<Callable<T>>map(their -> () -> then.apply(pair.propose(agent, their, "both").is(201)))).toList());
    }

    /** @param due when proposals expire */
    private List<@Nullable Answer> sendAndKill(Program program, List<Cascade> cascades, List<Instant> due) {
        var now = Instant.now();
        long earliest = Math.max(Duration.between(now, due.getFirst()).toNanos(), 0);
        long latest = Math.max(Duration.between(now, due.getLast()).toNanos(), 0);
        long end = random.nextLong(earliest, latest + AROUND.toNanos());
        var client = program.client();
        try (var later = Executors.newScheduledThreadPool(cascades.size() + 1)) {
            var answers = cascades.stream().map(cascade -> later.schedule(
                    () -> cascade.send(client), end - lead(), TimeUnit.NANOSECONDS)).toList();
            later.schedule(program::kill9, end, TimeUnit.NANOSECONDS);
            return answers.stream().map(CascadeTrial::answer).toList();
        }
    }

    /** How long before the end: anything from a millisecond to a second, because nobody knows how long it takes. */
    private long lead() {
        return random.nextLong(TimeUnit.MILLISECONDS.toNanos(1L << random.nextInt(1, 11)));
    }

    private static @Nullable Answer answer(Future<Answer> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(UncheckedIOException.class); // killed
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
