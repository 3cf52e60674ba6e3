package dev.agentpairing.gateway.house;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.agentpairing.gateway.history.Request;
import dev.agentpairing.gateway.history.Request.Change;
import dev.agentpairing.gateway.history.Request.Check;
import dev.agentpairing.gateway.history.Request.Confirm;
import dev.agentpairing.gateway.history.Request.Decline;
import dev.agentpairing.gateway.history.Request.Get;
import dev.agentpairing.gateway.history.Request.Listing;
import dev.agentpairing.gateway.history.Request.Propose;
import dev.agentpairing.gateway.history.Request.Revoke;
import dev.agentpairing.gateway.history.Request.Steps;
import dev.agentpairing.gateway.history.Request.Withdraw;
import dev.agentpairing.gateway.history.Side;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients of three accounts that do everything that can be done to the pairings of a few agents, through all nodes at once, whatever
 * happens to these. In the end all that they were answered must be true.
 */
final class Crowd implements AutoCloseable {

    /** For whoever starts the nodes: fewer open pairings than there are couples under a connection. */
    static final List<String> PLAN = Stream
            .of("agents=unlimited", "api-keys=unlimited", "connections=unlimited", "pairings-per-connection=3")
            .map(limit -> "--pairing.plans.crowd." + limit).toList();

    private static final int LIMIT = 3;
    private static final int CLIENTS = 8;
    private static final List<String> PERMISSIONS = List.of("both", "send_only", "receive_only");
    private static final Duration SEEN_BY_ALL = Duration.ofMillis(250);

    private final Witness witness;
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> clients;

    private Crowd(Witness witness) {
        this.witness = witness;
        clients = IntStream.range(0, CLIENTS).mapToObj(_ -> Thread.startVirtualThread(this::live)).toList();
    }

    /** @param nodes which may be others later on */
    static Crowd through(List<Supplier<House>> nodes) {
        var accounts = Together.run(3, _ -> account(nodes.getFirst().get()));
        var couples = accounts.stream().skip(1).map(other -> Neighbours.of(accounts.getFirst(), other))
                .flatMap(neighbours -> Couple.of(neighbours, 2).stream()).toList();
        return new Crowd(new Witness(nodes, couples, LIMIT));
    }

    /** With an address that is new to any store. */
    private static Account account(House house) {
        return house.account(UUID.randomUUID() + "@example.org").onPlan("crowd");
    }

    private void live() {
        var random = new Random();
        try {
            while (!over.get()) {
                step(random);
            }
        } catch (RuntimeException | AssertionError e) {
            witness.strange.add(e.toString());
        }
    }

    private void step(Random random) {
        var couple = witness.couples().get(random.nextInt(witness.couples().size()));
        var side = random.nextBoolean() ? Side.INVITER : Side.INVITED;
        int node = random.nextInt(witness.nodes());
        var request = request(couple, random);
        if (!request.reads() && random.nextInt(4) == 0) {
            witness.insist(couple, side, request);
        } else {
            witness.ask(couple, side, node, request, request.reads() && random.nextInt(3) == 0 ? couple.lastWrite : null);
        }
    }

    private static Request request(Couple couple, Random random) {
        var permission = PERMISSIONS.get(random.nextInt(PERMISSIONS.size()));
        var id = couple.pairing;
        int what = id == null ? 0 : random.nextInt(100);
        return what < 20 ? new Propose(permission)
                : what < 40 ? new Confirm(id)
                : what < 50 ? new Change(id, permission)
                : what < 55 ? new Decline(id)
                : what < 60 ? new Withdraw(id)
                : what < 68 ? new Revoke(id, House.fresh("words"))
                : what < 75 ? new Get(id)
                : what < 78 ? new Steps(id)
                : what < 90 ? new Check(random.nextBoolean() ? Side.INVITER : Side.INVITED)
                : new Listing(what < 97);
    }

    /** Until so many more were answered. */
    void untilAnswered(int more) {
        int wanted = witness.answered() + more;
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5)).until(() -> witness.answered() >= wanted);
    }

    /** When all nodes are ready again. What was found is told in a line. */
    String tellsTheTruth() {
        close();
        await().pollDelay(SEEN_BY_ALL).until(() -> true);
        for (int node = 0; node < witness.nodes(); node++) {
            for (var side : Side.values()) {
                tellsTheEnd(side, node);
            }
        }
        assertThat(witness.strange).isEmpty();
        assertThat(witness.history.contradictions(LIMIT)).isEmpty();
        var operations = witness.operations();
        return "%d operations, %d acknowledged writes, %d of unknown outcome; instead of an answer came %s".formatted(operations.size(),
                operations.stream().filter(it -> !it.request().reads() && it.answer() != null && it.answer().startsWith("2")).count(),
                operations.stream().filter(it -> it.answer() == null).count(), new TreeMap<>(witness.silences));
    }

    /** Every list of every node, and each pairing's history once, of one node after the other. */
    private void tellsTheEnd(Side side, int node) {
        for (var couples : witness.couples().stream().collect(Collectors.groupingBy(it -> it.neighbours.connection())).values()) {
            var list = witness.askLate(couples.getFirst(), side, node, new Listing(false)).at("/pairings").valueStream().toList();
            for (int i = node; side == Side.INVITER && i < list.size(); i += witness.nodes()) {
                var item = list.get(i);
                var couple = couples.stream().filter(it -> it.isIn(item)).findFirst().orElseThrow();
                witness.askLate(couple, i % 2 == 0 ? side : side.other(), node, new Steps(item.get("id").stringValue()));
            }
        }
    }

    @Override
    public void close() {
        over.set(true);
        for (var client : clients) {
            try {
                client.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
