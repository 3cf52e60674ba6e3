package dev.agentpairing.gateway.benchmark;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.gateway.benchmark.World.Link;

/** What is asked over and over, by many at once. Null when there is nothing left to ask. */
record Workload(String name, Supplier<@Nullable Request> next) {

    /** In the order in which they are measured: what is proposed is there to be confirmed. */
    static List<Workload> all(World world) {
        var toConfirm = new ConcurrentLinkedQueue<Request>();
        return List.of(
                inTurn("livez", List.of(Request.get("/livez", ""))),
                inTurn("check", checks(world.listed())),
                inTurn("list", List.of(
                        Request.get(world.listed().pairings(), world.listed().inviter().key()),
                        Request.get(world.listed().pairings(), world.listed().invitee().key()))),
                proposals("propose", world.chain(), 0, toConfirm),
                new Workload("confirm", toConfirm::poll),
                hot(world));
    }

    /** Proposals, going round all connections of the chain, from this pair of each on. */
    static Workload propose(World world, int first) {
        return proposals("propose", world.chain(), first, new ConcurrentLinkedQueue<>());
    }

    /** Proposals, all under one connection. */
    static Workload hot(World world) {
        return proposals("hot", List.of(world.crowded()), 0, new ConcurrentLinkedQueue<>());
    }

    private static Workload inTurn(String name, List<Request> requests) {
        var turn = new AtomicInteger();
        return new Workload(name, () -> requests.get(Math.floorMod(turn.getAndIncrement(), requests.size())));
    }

    private static List<Request> checks(Link link) {
        return link.inviter().agents().stream().flatMap(from -> link.invitee().agents().stream()
                .map(to -> Request.get("/v1/check?from=" + from + "&to=" + to, link.inviter().key()))).toList();
    }

    /** Neighbours differ in connection and in agents; no pair comes twice. */
    private static Workload proposals(String name, List<Link> links, int first, Queue<Request> toConfirm) {
        var turn = new AtomicInteger();
        return new Workload(name, () -> {
            int number = turn.getAndIncrement();
            var link = links.get(number % links.size());
            int pair = first + number / links.size();
            return pair < link.pairs() ? proposal(link, pair, toConfirm) : null;
        });
    }

    private static Request proposal(Link link, int pair, Queue<Request> toConfirm) {
        return Request.post(link.pairings(), link.inviter().key(), link.pair(pair).proposal())
                .then(answer -> toConfirm.add(Request.post("/v1/pairings/" + id(answer) + "/confirm", link.invitee().key(), "")));
    }

    /** The answer begins with it. */
    private static String id(String answer) {
        var before = "{\"id\":\"";
        if (!answer.startsWith(before)) {
            throw new IllegalStateException("Another answer than expected: " + answer);
        }
        return answer.substring(before.length(), before.length() + 36);
    }
}
