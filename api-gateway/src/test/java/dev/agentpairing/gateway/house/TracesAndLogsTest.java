package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.agentpairing.gateway.house.SpanReceiver.Span;

import static org.assertj.core.api.Assertions.assertThat;

/** One program that sends its spans to a collector, and logs as JSON to its console and as text to a file; its tables break in the end. */
@Execution(ExecutionMode.CONCURRENT)
class TracesAndLogsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CALLER = "00000000000000aa";
    private static final int AT_ONCE = 24;

    @TempDir
    private static Path folder;

    private static SpanReceiver receiver;
    private static Neighbours neighbours;
    private static Answer failed;
    private static Answer notStored;
    private static String console;
    private static String file;

    /** Everything that is looked at afterwards; what it has not sent when it is stopped, it sends then. */
    @BeforeAll
    static void run() throws Exception {
        var url = Database.POSTGRES.freshUrl();
        receiver = new SpanReceiver();
        var program = Program.on(url, Database.POSTGRES.user(), "--pairing.tracing.otlp-endpoint=" + receiver.address(),
                "--logging.structured.format.console=ecs", "--logging.file.name=" + folder.resolve("program.log"));
        try (program) {
            neighbours = program.client().newNeighbours();
            var mine = neighbours.alice().agent();
            var theirs = Stream.generate(neighbours.bob()::agent).limit(AT_ONCE + 1).toList();
            Together.run(AT_ONCE, number -> propose(mine, theirs.get(number), trace(number)).is(201));
            execute(url, "alter table view_account rename to gone");
            failed = neighbours.alice().get("/v1/account", "X-Request-Id", "the-failed-one");
            execute(url, "alter table domain_event rename to gone_too");
            notStored = propose(mine, theirs.getLast(), trace(AT_ONCE));
            program.terminate();
            program.exitCode(Duration.ofSeconds(20));
            console = program.output();
            file = Files.readString(folder.resolve("program.log"));
        }
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }

    private static String trace(int number) {
        return "%032x".formatted(number + 1);
    }

    private static Answer propose(UUID mine, UUID theirs, String trace) {
        return neighbours.alice().post(neighbours.pairings(), Map.of("my_agent_id", mine, "their_agent_id", theirs),
                "traceparent", "00-" + trace + "-" + CALLER + "-01");
    }

    private static void execute(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> names(List<Span> spans) {
        return spans.stream().map(Span::name).toList();
    }

    private static JsonNode line(Predicate<JsonNode> wanted) {
        return console.lines().filter(line -> line.startsWith("{")).map(JSON::readTree).filter(wanted).findFirst().orElseThrow();
    }

    private static Predicate<JsonNode> saying(String message) {
        return line -> line.get("message").stringValue().contains(message);
    }

    @Test
    void a_trace_goes_from_http_through_the_command_and_its_events_to_the_views() {
        assertThat(names(receiver.of(trace(0)))).contains(
                "POST /v1/connections/{connection_id}/pairings", "CommandBus.handleCommand(ProposePairing)",
                "EventBus.publishEvent(PairingProposed)", "EventProcessor.process(PairingProposed)");
    }

    @Test
    void the_trace_that_the_caller_brings_along_is_continued() {
        assertThat(receiver.of(trace(0)).stream().filter(span -> span.parent().equals(CALLER)).map(Span::name))
                .containsExactly("POST /v1/connections/{connection_id}/pairings");
    }

    @Test
    void every_request_of_a_group_keeps_its_own_trace() {
        assertThat(IntStream.range(0, AT_ONCE).mapToObj(TracesAndLogsTest::trace)).allSatisfy(trace -> {
            var spans = receiver.of(trace);
            assertThat(names(spans)).containsOnlyOnce("CommandBus.handleCommand(ProposePairing)", "EventProcessor.process(PairingProposed)");
            var ids = spans.stream().map(Span::id).toList();
            assertThat(spans).allSatisfy(span -> assertThat(span.parent()).matches(parent -> parent.equals(CALLER) || ids.contains(parent)));
        });
    }

    @Test
    void probes_leave_no_trace() {
        assertThat(names(receiver.all())).isNotEmpty().noneMatch(name -> name.contains("CanWrite") || name.contains("CanRead"));
    }

    @Test
    void what_is_logged_of_a_failed_request_says_which_it_was_whose_and_of_which_trace() {
        failed.isRefused(500, "INTERNAL_ERROR");
        var line = line(saying("failed"));
        assertThat(line.get("request_id").stringValue()).isEqualTo("the-failed-one");
        assertThat(line.get("account_id").stringValue()).isEqualTo(neighbours.alice().id().toString());
        assertThat(line.get("trace_id").stringValue()).matches("[0-9a-f]{32}");
    }

    @Test
    void each_answer_with_a_5xx_leaves_a_line() {
        var line = line(saying("was answered 503 UNAVAILABLE"));
        assertThat(line.get("request_id").stringValue()).isEqualTo(notStored.isRefused(503, "UNAVAILABLE").header("X-Request-Id"));
    }

    @Test
    void the_thread_that_runs_commands_names_the_requests_that_it_could_not_store() {
        assertThat(line(saying("did not take an append")).get("message").stringValue()).contains(notStored.header("X-Request-Id"));
    }

    @Test
    void lines_of_text_begin_with_the_request_too() {
        assertThat(file.lines().filter(line -> line.contains("was answered 500"))).isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("[the-failed-one] "));
    }

    @Test
    void lines_of_text_without_a_request_name_none() throws IOException {
        assertThat(file.lines().filter(line -> line.contains("Started GatewayApplication"))).isNotEmpty()
                .allSatisfy(line -> assertThat(line).doesNotContain("[]"));
    }
}
