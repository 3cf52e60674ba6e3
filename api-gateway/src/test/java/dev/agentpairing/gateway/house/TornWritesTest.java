package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * What {@code kill -9} would leave of an H2 file, at many instants: the program is stopped, its file is copied, and it goes on. In no copy
 * is a transaction there in part. {@code -Dpairing.trial.copies=500} tries it 500 times.
 */
@Order(2)
@Execution(ExecutionMode.CONCURRENT)
class TornWritesTest {

    private static final int COPIES = Integer.getInteger("pairing.trial.copies", 60);
    private static final int WRITERS = 8;

    private final String url = Database.H2.freshUrl();
    private final String file = url.substring("jdbc:h2:file:".length(), url.indexOf(';'));
    private final AtomicInteger written = new AtomicInteger();
    private final Queue<AssertionError> problems = new ConcurrentLinkedQueue<>();

    @Test
    void no_instant_leaves_a_transaction_in_part() {
        try (var program = Program.on(url, Database.H2.user())) {
            var account = program.client().account().onPlan("enterprise");
            for (int writer = 0; writer < WRITERS; writer++) {
                Thread.startVirtualThread(() -> write(account));
            }
            IntStream.range(0, COPIES).forEach(number -> copy(program, number));
            assertThat(problems).isEmpty();
        }
        IntStream.range(0, COPIES).forEach(this::check);
        Database.H2.forget(url);
    }

    /** The pool of keys and that of all else are in turn, too. */
    @Test
    void a_request_with_a_key_waits_for_a_transaction_that_writes() throws Exception {
        var house = House.on(Database.H2);
        var account = house.account();
        var key = House.fresh("torn");
        var answer = new FutureTask<>(() -> account.post("/v1/agents/register", Map.of("agent_id", key), "Idempotency-Key", key));
        try (var connection = house.connection(); var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("update write_probe set at = current_timestamp");
            Thread.startVirtualThread(answer);
            assertThatThrownBy(() -> answer.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            connection.rollback();
        }
        answer.get(10, TimeUnit.SECONDS).is(201);
    }

    /** Each with a key, so that two pools write: the one of keys, and the one of events and views. */
    private void write(Account account) {
        try {
            while (true) {
                var slug = House.fresh("torn");
                account.post("/v1/agents/register", Map.of("agent_id", slug), "Idempotency-Key", slug).is(201);
                written.incrementAndGet();
            }
        } catch (UncheckedIOException e) {
            return; // the program has ended
        } catch (AssertionError e) {
            problems.add(e);
        }
    }

    private void copy(Program program, int number) {
        int before = written.get();
        await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> written.get() > before);
        signal("STOP", program.pid());
        try {
            await().pollInterval(1, TimeUnit.MILLISECONDS).ignoreExceptions().until(() -> threads(program.pid()).allMatch(TornWritesTest::isStopped));
            Files.copy(Path.of(file + ".mv.db"), Path.of(file + number + ".mv.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            signal("CONT", program.pid());
        }
    }

    private static Stream<String> threads(long pid) throws IOException {
        var states = new ArrayList<String>();
        try (var threads = Files.newDirectoryStream(Path.of("/proc", String.valueOf(pid), "task"))) {
            for (var thread : threads) {
                states.add(Files.readString(thread.resolve("stat")));
            }
        }
        return states.stream();
    }

    /** The state follows the name, which is in parentheses (proc(5)). */
    private static boolean isStopped(String thread) {
        return thread.charAt(thread.lastIndexOf(')') + 2) == 'T';
    }

    private static void signal(String name, long pid) {
        try {
            assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of each registration, three events, the rows of two views and those of the indexes; of its key, a row and its index. */
    private void check(int number) {
        var user = Database.H2.user();
        var copy = JdbcClient.create(new DriverManagerDataSource(url.replace(file, file + number) + ";DB_CLOSE_DELAY=-1", user, user));
        try {
            var counts = List.of(
                    "domain_event where payload_type like '%.AccountEvent$SlugTaken'",
                    "domain_event where payload_type like '%.AgentEvent$AgentRegistered'",
                    "domain_event where type = 'Request' and aggregate_identifier > ''",
                    "view_agent", "view_pairing_agent").stream().map(from -> count(copy, from)).toList();
            assertThat(counts).as("copy %d", number).allMatch(counts.getFirst()::equals);
            assertThat(count(copy, "domain_event where aggregate_identifier > ''")).isEqualTo(count(copy, "domain_event"));
            assertThat(count(copy, "idempotency_key where account_id is not null")).isGreaterThanOrEqualTo(counts.getFirst());
        } finally {
            copy.sql("shutdown immediately").update();
        }
    }

    private static long count(JdbcClient database, String from) {
        return database.sql("select count(*) from " + from).query(Long.class).single();
    }
}
