package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A command side alone, as its operator sees it on the port of its management, while Axon Server is away. */
@Execution(ExecutionMode.CONCURRENT)
class PartTest {

    private static final int DISCARD = 9;

    private static Program part;

    @BeforeAll
    static void start() {
        part = Program.launch(Stream.of(
                "pairing.run.query-side=false", "pairing.run.api-gateway=false", "axon.axonserver.enabled=true",
                "axon.axonserver.servers=127.0.0.1:" + DISCARD).map(setting -> "--" + setting).toList());
        await().atMost(Apart.START_TAKES).pollInterval(Duration.ofMillis(50)).ignoreExceptions()
                .until(() -> !part.isRunning() || status("/livez") == 200);
    }

    @AfterAll
    static void stop() {
        part.close();
    }

    private static int status(String path) {
        return House.sendUnchecked(HttpRequest.newBuilder(part.base().resolve(path)).build()).status();
    }

    @Test
    void it_lives() {
        assertThat(List.of(status("/livez"), status("/actuator/health/livez"))).containsOnly(200);
    }

    @Test
    void it_is_not_ready() {
        assertThat(List.of(status("/readyz"), status("/actuator/health"))).containsOnly(503);
        assertThat(part.output()).contains("Not ready: ");
    }

    @Test
    void it_is_no_gateway() {
        assertThat(status("/v1/account")).isEqualTo(404);
    }

    @Test
    void it_opens_no_port_but_that_of_its_management() {
        assertThat(Ports.openedBy(part.pid())).containsExactly(part.base().getPort());
    }

    /** Its image is read-only. */
    @Test
    void it_writes_nothing_into_the_folder_that_it_runs_in() {
        assertThat(part.written()).isEmpty();
    }

    @Test
    void it_shows_the_metrics_of_a_command_side() throws IOException {
        var documented = DocumentedMetrics.read().of("command side");
        documented.coverAll(part.scrape());
        documented.areAllIn(part.scrape());
    }
}
