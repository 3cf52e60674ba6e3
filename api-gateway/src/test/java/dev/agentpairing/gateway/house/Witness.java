package dev.agentpairing.gateway.house;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.agentpairing.gateway.history.History;
import dev.agentpairing.gateway.history.Operation;
import dev.agentpairing.gateway.history.Request;
import dev.agentpairing.gateway.history.Request.Get;
import dev.agentpairing.gateway.history.Request.Listing;
import dev.agentpairing.gateway.history.Request.Propose;
import dev.agentpairing.gateway.history.Side;

/** Asks some nodes about couples, and writes down what was asked, when, and what was answered, if anything was. */
final class Witness {

    private static final int REPEATS = 200;
    private static final String[] NOTHING = {};

    /** Whoever cannot answer is not asked again at once. */
    private static final long SPARED = Duration.ofMillis(20).toNanos();

    final History history = new History();
    final Queue<String> strange = new ConcurrentLinkedQueue<>();

    /** What came instead of an answer, and how often. */
    final Map<String, Integer> silences = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final List<Supplier<House>> nodes;
    private final List<Couple> couples;
    private final int limit;
    private final AtomicInteger answered = new AtomicInteger();

    /** @param limit of the open pairings under one connection */
    Witness(List<Supplier<House>> nodes, List<Couple> couples, int limit) {
        this.nodes = nodes;
        this.couples = couples;
        this.limit = limit;
    }

    int answered() {
        return answered.get();
    }

    int nodes() {
        return nodes.size();
    }

    List<Couple> couples() {
        return couples;
    }

    Collection<Operation> operations() {
        return history.operations();
    }

    /** A write that is repeated under one key, wherever anybody answers, until it is answered. */
    void insist(Couple couple, Side side, Request request) {
        var key = House.fresh("insists");
        long start = System.nanoTime();
        boolean sent = false;
        int node = 0;
        for (int tries = 0; tries < REPEATS; tries++) {
            node = ThreadLocalRandom.current().nextInt(nodes.size());
            var reply = send(couple, side, node, request, "Idempotency-Key", key);
            sent |= reply.sent;
            if (reply.answer != null && !reply.answer.code().equals("IDEMPOTENCY_IN_PROGRESS")) {
                note(couple, side, node, request, start, reply.answer, Set.of(), false);
                return;
            }
            LockSupport.parkNanos(SPARED);
        }
        if (sent) {
            note(couple, side, node, request, start, null, Set.of(), false);
        }
    }

    /** @param after to whose token it is to be answered */
    void ask(Couple couple, Side side, int node, Request request, Couple.@Nullable Write after) {
        long start = System.nanoTime();
        var reply = send(couple, side, node, request, after == null ? NOTHING : new String[] {"X-Consistency-Token", after.token()});
        if (reply.sent && (reply.answer != null || !request.reads())) {
            note(couple, side, node, request, start, reply.answer, after == null ? Set.of() : Set.of(after.number()), false);
        }
        if (reply.answer == null) {
            LockSupport.parkNanos(SPARED);
        }
    }

    /** When nothing else has happened for long. */
    Answer askLate(Couple couple, Side side, int node, Request request) {
        long start = System.nanoTime();
        var answer = plainly(couple, side, node, request).is(200);
        note(couple, side, node, request, start, answer, Set.of(), true);
        return answer;
    }

    /** @param sent whether it may have been received; without an answer nobody knows what became of it */
    private record Reply(boolean sent, @Nullable Answer answer) {}

    private Reply send(Couple couple, Side side, int node, Request request, String... headers) {
        try {
            var answer = plainly(couple, side, node, request, headers);
            if (isUnavailable(answer)) {
                silences.merge("503", 1, Integer::sum);
                return new Reply(true, null);
            }
            return new Reply(true, answer);
        } catch (UncheckedIOException e) {
            silences.merge(String.valueOf(e.getCause()), 1, Integer::sum);
            return new Reply(!(e.getCause() instanceof ConnectException), null);
        }
    }

    private Answer plainly(Couple couple, Side side, int node, Request request, String... headers) {
        var call = Wording.call(couple, side, request);
        var house = nodes.get(node).get();
        return House.sendUnchecked(house.request(call.method(), call.path(), couple.account(side).credential(), call.body(), headers));
    }

    private boolean isUnavailable(Answer answer) {
        if (answer.status() >= 400 && answer.header("Idempotent-Replayed") == null) { // which has the first one's request id
            try {
                answer.isRefused(answer.status(), answer.code());
            } catch (AssertionError e) {
                strange.add(e.getMessage());
            }
        }
        if (answer.status() == 503 && answer.header("Retry-After") == null) {
            strange.add("503 without Retry-After: " + answer.body());
        }
        return answer.status() == 503;
    }

    private void note(
            Couple couple, Side side, int node, Request request, long start, @Nullable Answer answer, Set<Integer> shows, boolean late) {
        long end = System.nanoTime();
        if (answer != null) {
            answered.incrementAndGet();
        }
        for (var concerned : request instanceof Listing ? under(couple) : List.of(couple)) {
            var created = request instanceof Propose && answer != null && answer.status() == 201 ? answer.text("id") : null;
            var operation = new Operation(count.incrementAndGet(), concerned.name(), "node " + node, side, request, start, end,
                    answer == null ? null : Wording.answer(concerned, side, request, answer), created,
                    concerned == couple ? shows : Set.of(), late);
            history.add(operation);
            if (answer != null && !request.reads() && answer.status() < 300) {
                concerned.lastWrite = new Couple.Write(operation.number(), String.valueOf(answer.header("X-Consistency-Token")));
            }
            if (created != null) {
                concerned.pairing = created;
            }
        }
        if (answer != null && answer.status() == 200) {
            learn(request, answer);
        }
    }

    private List<Couple> under(Couple couple) {
        return couples.stream().filter(it -> it.neighbours.connection().equals(couple.neighbours.connection())).toList();
    }

    private void learn(Request request, Answer answer) {
        var items = new ArrayList<JsonNode>();
        if (request instanceof Get) {
            items.add(answer.json());
        } else if (request instanceof Listing) {
            answer.at("/pairings").forEach(items::add);
        }
        var open = items.stream().filter(item -> !item.get("status").stringValue().equals("revoked")).toList();
        if (open.size() > limit) {
            strange.add("More than " + limit + " are open: " + answer.body());
        }
        for (var item : items) {
            couples.stream().filter(it -> it.isIn(item)).findFirst().ifPresent(couple -> {
                history.saw(couple.name(), item.get("id").stringValue(), couple.side(item.get("proposed_by")));
                if (open.contains(item)) {
                    couple.pairing = item.get("id").stringValue();
                }
            });
        }
    }
}
