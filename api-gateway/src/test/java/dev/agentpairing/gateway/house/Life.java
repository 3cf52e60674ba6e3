package dev.agentpairing.gateway.house;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Two accounts live through something, one step after the other and some at once. Whether a step is refused does not matter. */
final class Life {

    private static final List<String> PERMISSIONS = List.of("both", "send_only", "receive_only");

    final Account alice;
    final Account bob;
    final List<UUID> connections = Collections.synchronizedList(new ArrayList<>());
    final List<UUID> mine = Collections.synchronizedList(new ArrayList<>());
    final List<UUID> theirs = Collections.synchronizedList(new ArrayList<>());
    private final List<UUID> pairings = Collections.synchronizedList(new ArrayList<>());
    private final Random random;

    Life(Neighbours neighbours, Random random) {
        this.random = random;
        alice = neighbours.alice();
        bob = neighbours.bob();
        connections.add(neighbours.connection());
        IntStream.range(0, 2).forEach(number -> {
            mine.add(alice.agent());
            theirs.add(bob.agent());
        });
    }

    /** All pairings and agents. */
    Collection<UUID> streams() {
        return Stream.of(mine, theirs, pairings).flatMap(List::stream).toList();
    }

    Account anyone() {
        return random.nextBoolean() ? alice : bob;
    }

    /** Rather a new one. */
    UUID one(List<UUID> ids) {
        return ids.get(Math.max(0, ids.size() - 1 - random.nextInt(3)));
    }

    void step() {
        if (random.nextInt(4) == 0) {
            Together.run(IntStream.range(0, 4).mapToObj(number -> act()).toList());
        } else {
            Together.run(List.of(act()));
        }
    }

    /** Made by one thread, so that it is the same in every run. */
    private Callable<Answer> act() {
        var who = anyone();
        var path = "/v1/pairings/" + (pairings.isEmpty() ? UUID.randomUUID() : one(pairings));
        var own = who == alice ? mine : theirs;
        var agent = one(own);
        var permission = PERMISSIONS.get(random.nextInt(3));
        return switch (random.nextInt(30)) {
            case 0, 1 -> () -> register(who, own);
            case 2 -> () -> who.post("/v1/agents/" + agent + "/disconnect", null);
            case 3 -> () -> who.delete("/v1/agents/" + agent);
            case 4, 5 -> () -> who.patch("/v1/agents/" + agent, Map.of("name", House.fresh("Name")));
            case 6, 7 -> () -> who.post("/v1/agents/" + agent + "/rotate-key", Map.of("public_key", Account.newPublicKey()));
            case 8 -> () -> reconnect(who, false);
            case 9 -> () -> reconnect(who, true);
            case 10, 11 -> () -> who.delete(path);
            case 12 -> () -> who.post(path + "/decline", null);
            case 13 -> () -> who.post(path + "/withdraw", null);
            case 14, 15, 16 -> () -> who.patch(path, Map.of("permission", permission));
            case 17, 18, 19, 20, 21 -> () -> who.post(path + "/confirm", null);
            default -> propose(who, agent, one(who == alice ? theirs : mine), permission);
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

    private static Answer register(Account who, List<UUID> own) {
        var answer = who.post("/v1/agents/register", Map.of("agent_id", House.fresh("agent"), "public_key", Account.newPublicKey(),
                "available_for_connections", true)).is(201);
        own.add(answer.id());
        return answer;
    }

    /** One after the other. */
    private synchronized Answer reconnect(Account who, boolean block) {
        var path = "/v1/connections/" + connections.getLast();
        var answer = (block ? who.post(path + "/block", null) : who.delete(path)).is(200);
        if (block) {
            who.delete("/v1/blocked/" + answer.id()).is(200);
        }
        var other = who == alice ? bob : alice;
        var next = other.invite(who);
        who.accept(next).is(200);
        connections.add(next);
        return answer;
    }

    /** Two new agents, proposed to each other by Alice. */
    UUID pairForGood() {
        mine.add(alice.agent());
        theirs.add(bob.agent());
        var path = "/v1/connections/" + connections.getLast() + "/pairings";
        var pairing = alice.post(path, Map.of("my_agent_id", mine.getLast(), "their_agent_id", theirs.getLast())).is(201).id();
        pairings.add(pairing);
        return pairing;
    }
}
