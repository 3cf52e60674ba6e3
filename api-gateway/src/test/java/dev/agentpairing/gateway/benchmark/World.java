package dev.agentpairing.gateway.benchmark;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Accounts, connections and agents, made through the API alone: a chain of connections, one under which everybody crowds, and one with
 * a hundred active pairings.
 */
record World(List<Link> chain, Link crowded, Link listed) {

    private static final int LINKS = 32;
    private static final int LISTED = 10;
    private static final int CALLERS = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    record Account(UUID id, String email, String key, List<UUID> agents) {}

    /** The inviter proposes, the invitee confirms. */
    record Link(UUID id, Account inviter, Account invitee) {

        String pairings() {
            return "/v1/connections/" + id + "/pairings";
        }

        /** How many different pairs of agents there are. */
        int pairs() {
            return inviter.agents.size() * invitee.agents.size();
        }

        /** Pairs whose numbers are near each other have different agents. */
        Pair pair(int number) {
            int agents = invitee.agents.size();
            return new Pair(inviter.agents.get(number % agents), invitee.agents.get((number / agents + number) % agents));
        }
    }

    /** Two agents that can be paired. */
    record Pair(UUID mine, UUID theirs) {

        String proposal() {
            return "{\"my_agent_id\":\"%s\",\"their_agent_id\":\"%s\"}".formatted(mine, theirs);
        }
    }

    /**
     * @param agents of each account of the chain
     * @param crowd agents of each account of the crowded connection
     */
    static World through(Api api, int agents, int crowd) {
        var makers = together(LINKS + 5, number -> account(api, number));
        var owners = together(makers.size(), number -> number).stream().map(number -> {
            int count = number <= LINKS ? agents : number <= LINKS + 2 ? crowd : LISTED;
            return register(api, makers.get(number), count);
        }).toList();
        var chain = IntStream.range(0, LINKS).mapToObj(i -> link(api, owners.get(i), owners.get(i + 1))).toList();
        var world = new World(chain, link(api, owners.get(LINKS + 1), owners.get(LINKS + 2)),
                link(api, owners.get(LINKS + 3), owners.get(LINKS + 4)));
        together(world.listed.pairs(), number -> active(api, world.listed, number));
        return world;
    }

    private static Account account(Api api, int number) {
        var email = "benchmark-" + number + "@example.org";
        var made = api.post("/v1/accounts", null,
                Map.of("email", email, "name", "Benchmark " + number, "password", "a long enough password"));
        var id = UUID.fromString(made.get("id").stringValue());
        api.put("/v1/admin/accounts/" + id + "/plan", Candidate.OPERATOR, Map.of("plan", "enterprise"));
        var scopes = List.of("pairings:read", "pairings:write", "pairings:revoke", "connections", "agents");
        var key = api.post("/v1/api-keys", made.get("session_token").stringValue(), Map.of("name", "benchmark", "scopes", scopes));
        return new Account(id, email, key.get("api_key").stringValue(), List.of());
    }

    private static Account register(Api api, Account account, int agents) {
        var ids = together(agents, number -> {
            var key = new byte[32];
            RANDOM.nextBytes(key);
            var body = Map.of("agent_id", "agent-" + number, "available_for_connections", true,
                    "public_key", Base64.getEncoder().encodeToString(key));
            return UUID.fromString(api.post("/v1/agents/register", account.key, body).get("id").stringValue());
        });
        return new Account(account.id, account.email, account.key, ids);
    }

    private static Link link(Api api, Account inviter, Account invitee) {
        var made = api.post("/v1/connections", inviter.key, Map.of("email", invitee.email));
        var id = UUID.fromString(made.get("id").stringValue());
        api.post("/v1/connections/" + id + "/accept", invitee.key, "");
        return new Link(id, inviter, invitee);
    }

    private static UUID active(Api api, Link link, int number) {
        var pairing = UUID.fromString(api.post(link.pairings(), link.inviter.key, link.pair(number).proposal()).get("id").stringValue());
        api.post("/v1/pairings/" + pairing + "/confirm", link.invitee.key, "");
        return pairing;
    }

    /** The last pair of the first connection, paired and over again. */
    Life sample(Api api) {
        var link = chain.getFirst();
        int last = link.pairs() - 1;
        var pairing = active(api, link, last);
        api.delete("/v1/pairings/" + pairing, link.inviter.key);
        return new Life(pairing, link, link.pair(last), true);
    }

    /** The same many times over, some at once, in order of their numbers. */
    private static <T> List<T> together(int times, IntFunction<T> work) {
        try (var threads = Executors.newFixedThreadPool(CALLERS)) {
            var tasks = IntStream.range(0, times).<Callable<T>>mapToObj(number -> () -> work.apply(number)).toList();
            return threads.invokeAll(tasks).stream().map(World::result).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
