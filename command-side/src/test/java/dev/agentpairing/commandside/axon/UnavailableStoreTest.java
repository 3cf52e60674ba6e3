package dev.agentpairing.commandside.axon;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.axoniq.axonserver.connector.impl.StreamClosedException;
import io.axoniq.axonserver.connector.impl.StreamTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.agentpairing.messages.Refusal;

import static dev.agentpairing.commandside.axon.BusOnADatabase.changed;
import static dev.agentpairing.commandside.axon.BusOnADatabase.refusalOf;
import static dev.agentpairing.commandside.axon.BusOnADatabase.surprise;
import static org.assertj.core.api.Assertions.assertThat;

/** The database, or Axon Server, is away. */
@Timeout(30)
@Execution(ExecutionMode.CONCURRENT)
class UnavailableStoreTest {

    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(1, 2);

    private final BusOnADatabase on = new BusOnADatabase();

    @AfterEach
    void close() {
        on.close();
    }

    static Stream<RuntimeException> silences() {
        return Stream.of(new RuntimeException("loading timed out", new StreamTimeoutException()), new StreamClosedException(null));
    }

    @ParameterizedTest
    @MethodSource("silences")
    void a_stream_that_axon_server_does_not_send_is_unavailable(RuntimeException silence) {
        assertThat(refusalOf(on.send(surprise(silence)).join())).isEqualTo(Refusal.UNAVAILABLE);
    }

    @Test
    void a_dead_database_is_unavailable() {
        on.database.close();
        assertThat(refusalOf(on.send(on.open(ONE)).join())).isEqualTo(Refusal.UNAVAILABLE);
    }

    @Test
    void a_dead_database_is_noticed_quickly_by_a_whole_group() {
        on.database.close();
        var answers = Stream.generate(() -> on.send(on.open(ONE))).limit(200).toList();
        assertThat(CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))).succeedsWithin(Duration.ofSeconds(3));
    }

    @Test
    void a_database_that_dies_under_a_group_makes_all_of_it_unavailable() {
        var results = on.sendTogether(on.open(ONE), () -> {
            on.execute("shutdown immediately");
            return "done";
        }, on.open(TWO));
        assertThat(results).allSatisfy(result -> assertThat(refusalOf(result)).isEqualTo(Refusal.UNAVAILABLE));
    }

    @Test
    void what_could_not_be_stored_is_forgotten() {
        on.send(on.open(ONE)).join();
        on.execute("alter table domain_event rename column payload to gone");
        on.send(on.append(ONE, changed(ONE, "team"))).join();
        on.execute("alter table domain_event rename column gone to payload");
        assertThat(on.send(() -> on.plan(ONE)).join().getPayload()).isEqualTo("free");
    }
}
