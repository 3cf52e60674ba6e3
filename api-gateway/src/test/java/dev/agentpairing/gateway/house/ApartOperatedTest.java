package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.agentpairing.gateway.house.SpanReceiver.Span;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What operators see of parts that are processes of their own, and what they do about dead letters there. */
@Tag("axonserver")
class ApartOperatedTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LETTERS = "/v1/admin/dead-letters";
    private static final String CALLER = "00000000000000aa";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static SpanReceiver receiver;
    private static Apart apart;
    private static Neighbours onA;
    private static Neighbours onB;

    @BeforeAll
    static void start() {
        var server = AxonServer.address();
        receiver = new SpanReceiver();
        apart = new Apart(server, "pairing.tracing.otlp-endpoint=" + receiver.address(), "logging.structured.format.console=ecs");
        onA = apart.neighbours();
        onB = Apart.through(apart.gateways().getLast(), onA);
    }

    @AfterAll
    static void stop() {
        if (apart != null) {
            apart.close();
            receiver.close();
        }
    }

    private static void execute(String sql) {
        try (var connection = DriverManager.getConnection(apart.views()); var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<JsonNode> lines(List<Program> programs, String message) {
        return programs.stream().flatMap(program -> program.output().lines()).filter(line -> line.startsWith("{")).map(JSON::readTree)
                .filter(line -> line.get("message").stringValue().contains(message));
    }

    @Test
    void each_side_is_ready_on_its_management_port() {
        assertThat(Stream.concat(apart.commandSides().stream(), apart.querySides().stream())).allSatisfy(
                side -> assertThat(side.client().isReady()).isTrue());
    }

    @Test
    void a_side_opens_no_port_but_that_of_its_management() {
        assertThat(Stream.concat(apart.commandSides().stream(), apart.querySides().stream())).allSatisfy(
                side -> assertThat(Ports.openedBy(side.pid())).containsExactly(side.base().getPort()));
    }

    /** Their image is read-only. */
    @Test
    void no_part_writes_anything_into_the_folder_that_it_runs_in() {
        onA.active();
        assertThat(Stream.of(apart.commandSides(), apart.querySides(), apart.gateways()).flatMap(List::stream).flatMap(
                part -> part.written().stream())).isEmpty();
    }

    @Test
    void a_command_side_shows_what_it_decided() throws IOException {
        onA.pending();
        var documented = DocumentedMetrics.read().of("command side");
        assertThat(apart.commandSides()).allSatisfy(side -> {
            documented.coverAll(side.scrape());
            documented.areAllIn(side.scrape());
        });
        assertThat(apart.commandSides().stream().mapToDouble(
                side -> side.scrape().value("pairing_commands_total", "command", "ProposePairing", "outcome", "accepted")).sum()).isPositive();
    }

    @Test
    void a_query_side_shows_how_far_it_is() throws IOException {
        var documented = DocumentedMetrics.read().of("query side");
        assertThat(apart.querySides()).allSatisfy(side -> {
            documented.coverAll(side.scrape());
            documented.areAllIn(side.scrape());
        });
    }

    @Test
    void a_trace_goes_from_one_process_to_the_other_and_to_the_views() {
        var trace = UUID.randomUUID().toString().replace("-", "");
        onA.alice().post(onA.pairings(), Apart.agents(onA.alice().agent(), onA.bob().agent()), "traceparent", "00-" + trace + "-" + CALLER + "-01")
                .is(201);
        await().atMost(SOON).untilAsserted(() -> assertThat(receiver.of(trace).stream().map(Span::name)).contains(
                "POST /v1/connections/{connection_id}/pairings", "CommandBus.handleCommand(ProposePairing)",
                "EventBus.publishEvent(PairingProposed)", "StreamingEventProcessor.process(PairingProposed)"));
        var ids = receiver.of(trace).stream().map(Span::id).toList();
        assertThat(receiver.of(trace)).allSatisfy(
                span -> assertThat(span.parent()).matches(parent -> parent.equals(CALLER) || ids.contains(parent)));
    }

    @Test
    void what_a_query_side_could_not_answer_is_logged_there_with_the_request_and_its_account() {
        execute("alter table view_block rename to gone");
        try {
            onA.alice().get("/v1/blocked", "X-Request-Id", "not-answered").isRefused(500, "INTERNAL_ERROR");
        } finally {
            execute("alter table gone rename to view_block");
        }
        var told = "ListBlocked failed";
        await().atMost(SOON).untilAsserted(() -> assertThat(lines(apart.querySides(), told)).singleElement().satisfies(line -> {
            assertThat(line.get("request_id").stringValue()).isEqualTo("not-answered");
            assertThat(line.get("account_id").stringValue()).isEqualTo(onA.alice().id().toString());
        }));
    }

    @Test
    void probes_leave_no_trace() {
        each_side_is_ready_on_its_management_port();
        assertThat(receiver.all().stream().map(Span::name))
                .noneMatch(name -> Stream.of("CanWrite", "CanRead", "CountDeadLetters").anyMatch(name::contains));
    }

    /** A view that takes no revocations. */
    @Test
    void dead_letters_are_listed_tried_again_and_discarded_through_any_gateway() {
        var tried = onA.active();
        var givenUp = onA.active();
        eachQuerySide(() -> onB.bob().get(check(tried)).is(200));
        execute("alter table view_pairing add constraint takes_none check (status <> 'REVOKED') not valid");
        for (var pairing : List.of(tried, givenUp)) {
            onA.alice().delete("/v1/pairings/" + pairing);
        }
        var a = apart.gateways().getFirst().client();
        var b = apart.gateways().getLast().client();
        await().atMost(SOON).untilAsserted(() -> assertThat(b.send("GET", LETTERS, House.OPERATOR, null).is(200).at("/dead_letters")).hasSize(2));
        var letter = letter(b, tried);
        assertThat(List.of(letter.get("view").stringValue(), letter.get("event").stringValue(), letter.get("cause").stringValue()))
                .containsExactly("pairings", "PairingRevoked", "its row cannot be written (SQL state 23514)");
        eachQuerySide(() -> onB.bob().get(check(tried)).isRefused(503, "UNAVAILABLE"));
        var retry = LETTERS + "/" + letter.get("id").stringValue() + "/retry";
        a.send("POST", retry, House.OPERATOR, null).isRefused(409, "STILL_FAILING");

        execute("alter table view_pairing drop constraint takes_none");
        b.send("POST", retry, House.OPERATOR, null, "X-Request-Id", "tried-again").is(200);
        eachQuerySide(() -> assertThat(onA.alice().get(check(tried)).is(200).text("reason")).isEqualTo("REVOKED"));
        a.send("DELETE", LETTERS + "/" + letter(a, givenUp).get("id").stringValue(), House.OPERATOR, null).is(200);

        assertThat(a.send("GET", LETTERS, House.OPERATOR, null).is(200).at("/dead_letters")).isEmpty();
        a.send("POST", retry, House.OPERATOR, null).isRefused(404, "NOT_FOUND");
        onA.propose(onA.alice().agent(), onA.bob().agent(), "both").is(201);
        assertThat(lines(apart.querySides(), "was tried again by an operator").map(line -> line.get("request_id").stringValue()))
                .contains("tried-again");
    }

    /** Axon Server chooses which of them answers. */
    private static void eachQuerySide(Runnable question) {
        for (int i = 0; i < 10; i++) {
            question.run();
        }
    }

    private static JsonNode letter(House gateway, UUID stream) {
        return gateway.send("GET", LETTERS, House.OPERATOR, null).is(200).at("/dead_letters").valueStream()
                .filter(letter -> letter.get("stream").stringValue().equals(stream.toString())).findFirst().orElseThrow();
    }

    private static String check(UUID pairing) {
        var item = onA.bob().get("/v1/pairings/" + pairing).is(200);
        return "/v1/check?from=" + item.at("/agent_a/id").stringValue() + "&to=" + item.at("/agent_b/id").stringValue();
    }
}
