package dev.agentpairing.gateway.house;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that nobody in their senses would send, made from the description of what would be sensible, the same ones at every run:
 * none is a mistake of the service, and every answer is one that the description knows. A few thousand in every build;
 * {@code -Dpairing.fuzz.requests=200000} sends as many as that, {@code -Dpairing.fuzz.seed=7} others, and
 * {@code -Dpairing.fuzz.database=POSTGRES} on PostgreSQL.
 */
class MadInputTest {

    private static final int REQUESTS = Integer.getInteger("pairing.fuzz.requests", 4000);
    private static final long SEED = Long.getLong("pairing.fuzz.seed", 20_260_101L);
    private static final Database DATABASE = Database.valueOf(System.getProperty("pairing.fuzz.database", "H2"));
    private static final int CALLERS = 4;
    private static final int PROBLEMS_TOLD = 20;

    private static final int RATE_LIMIT = 6000;

    /** What the server reads. It refuses a longer head unread, and its answer may get lost with the connection (RFC 9112, section 9.6). */
    private static final int LONGEST_HEAD = 8_000;
    private static final int TRIES = 5;

    @Test
    void whatever_is_sent_the_service_answers_properly_and_is_ready_afterwards() throws ExecutionException, InterruptedException {
        if (REQUESTS <= RATE_LIMIT) {
            drive(House.on(DATABASE));
            return;
        }
        var url = DATABASE.freshUrl();
        try (var program = House.program(
                url, DATABASE.user(), "--pairing.rate-limit.per-minute=0", "--pairing.admin-token=" + House.OPERATOR)) {
            drive(new House(House.address(program)));
        }
        DATABASE.forget(url);
    }

    private static void drive(House house) throws ExecutionException, InterruptedException {
        var neighbours = house.newNeighbours();
        var ids = List.of(
                neighbours.pending(), neighbours.active(), neighbours.connection(), neighbours.alice().agent(),
                neighbours.bob().agent(), neighbours.alice().id(), new UUID(0, 0));
        var credentials = credentials(neighbours);
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            var wrong = new ArrayList<Future<List<String>>>();
            for (int i = 0; i < CALLERS; i++) {
                var requests = new MadRequests(new Random(SEED + i), ids, credentials);
                wrong.add(callers.submit(() -> IntStream.range(0, REQUESTS / CALLERS)
                        .mapToObj(n -> problem(house, requests.next())).filter(text -> !text.isEmpty()).limit(PROBLEMS_TOLD).toList()));
            }
            for (var found : wrong) {
                assertThat(found.get()).isEmpty();
            }
        }
        house.send("GET", "/readyz", null, null).is(200);
        house.account().get("/v1/agents").is(200);
    }

    /** Of both sides, with and without scopes, and of nobody; sessions would be signed out. */
    private static List<@Nullable String> credentials(Neighbours neighbours) {
        var credentials = new ArrayList<@Nullable String>();
        for (var account : List.of(neighbours.alice(), neighbours.bob())) {
            credentials.addAll(List.of(account.withKey().credential(), account.withKey("pairings:revoke").credential()));
            var all = account.withKey("pairings:read", "pairings:write", "pairings:revoke", "connections", "agents", "api-keys");
            credentials.addAll(List.of(all.credential(), all.credential(), all.credential(), all.credential()));
        }
        credentials.addAll(List.of("x", House.OPERATOR, neighbours.bob().agentWithoutKey().text("connection_token")));
        credentials.add(null);
        return credentials;
    }

    /** Empty where the answer is proper. */
    private static String problem(House house, MadRequests.Mad mad) {
        try {
            var answer = answer(house, mad);
            assertThat(answer.status()).as(answer.body()).isLessThan(500);
            var replayed = answer.header("Idempotent-Replayed") != null; // byte for byte, the first one's request id too
            if (answer.status() >= 400 && !mad.method().equals("HEAD") && !replayed) {
                answer.isRefused(answer.status(), answer.code());
            }
            return "";
        } catch (AssertionError | UncheckedIOException e) {
            return mad + "\n -> " + e.getMessage();
        }
    }

    /** Sends a request with such a head again while its answer gets lost; one must come. */
    private static Answer answer(House house, MadRequests.Mad mad) {
        for (int tries = 1;; tries++) {
            try {
                return house.send(mad.method(), mad.path(), mad.credential(), mad.body(), mad.headers());
            } catch (UncheckedIOException e) {
                if (tries == TRIES || head(mad) <= LONGEST_HEAD) {
                    throw e;
                }
            }
        }
    }

    private static int head(MadRequests.Mad mad) {
        return mad.path().length() + Stream.of(mad.headers()).mapToInt(String::length).sum();
    }
}
