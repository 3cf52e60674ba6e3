package dev.agentpairing.gateway.house;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How the program starts and stops (contract, section 7), as processes of their own. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class StartTest {

    private static final Duration AT_MOST = Duration.ofSeconds(60);

    /** An H2 file that a running program uses and that holds an account. */
    private static final String USED = Database.H2.freshUrl();

    private static final List<Arguments> FAILED = new ArrayList<>();
    private static ServerSocket taken;
    private static Program running;

    /** @param words that the line must contain: the setting, and why it cannot work */
    record Wrong(String what, List<String> settings, List<String> words) {

        @Override
        public String toString() {
            return what;
        }
    }

    record Failed(int exitCode, List<String> errors, String output) {}

    /** At least one of each kind; {@code RefusedSettingsTest} has the others. */
    private static List<Wrong> wrong() {
        return List.of(
                wrong("an unknown database host", List.of("spring.datasource.url", "no-such-host.invalid"),
                        "spring.datasource.url=jdbc:postgresql://no-such-host.invalid/pairing"),
                wrong("a wrong password", List.of("spring.datasource.password"),
                        "spring.datasource.url=" + secretive(), "spring.datasource.password=guessed"),
                wrong("an unknown type of database", List.of("spring.datasource.url", "jdbc:mydb"),
                        "spring.datasource.url=jdbc:mydb:pairing"),
                wrong("a file that another process uses", List.of("spring.datasource.url", "in use"),
                        "spring.datasource.url=" + USED),
                wrong("a folder that cannot be written to", List.of("spring.datasource.url", "/proc/nowhere"),
                        "spring.datasource.url=jdbc:h2:file:/proc/nowhere/pairing"),
                wrong("a port in use", List.of("server.port", "in use", port()), "server.port=" + port()),
                wrong("a management port in use", List.of("management.server.port", "in use"),
                        "management.server.port=" + port()),
                wrong("a limit that is no number", List.of("pairing.plans.free.agents", "lots"),
                        "pairing.plans.free.agents=lots"),
                wrong("an expiry that is no duration", List.of("pairing.pending-expiry", "soon"), "pairing.pending-expiry=soon"),
                wrong("an expiry in the past", List.of("pairing.pending-expiry", "longer"), "pairing.pending-expiry=-1d"),
                wrong("a part that is off without Axon Server", List.of("pairing.run.query-side", "axon.axonserver.enabled"),
                        "pairing.run.query-side=false"));
    }

    /** Once nobody uses the file any more. */
    private static Wrong wrongInTheEnd() {
        return wrong("the example world among other accounts", List.of("pairing.demo", "other accounts"),
                "pairing.demo=true", "spring.datasource.url=" + USED);
    }

    private static Wrong wrong(String what, List<String> words, String... settings) {
        return new Wrong(what, Stream.of(settings).map(setting -> "--" + setting).toList(), words);
    }

    @BeforeAll
    static void start_them_all() throws IOException {
        taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        running = Program.on(USED, Database.H2.user());
        try (var few = Executors.newFixedThreadPool(3)) {
            wrong().forEach(wrong -> FAILED.add(Arguments.of(wrong, few.submit(() -> run(wrong)))));
            running.client().account();
        }
        running.close();
        FAILED.add(Arguments.of(wrongInTheEnd(), CompletableFuture.completedFuture(run(wrongInTheEnd()))));
    }

    @AfterAll
    static void stop() throws IOException {
        running.close();
        taken.close();
    }

    private static Failed run(Wrong wrong) {
        var url = Database.H2.freshUrl();
        var settings = new ArrayList<>(List.of("--spring.datasource.url=" + url));
        settings.removeIf(setting -> wrong.settings.stream().anyMatch(s -> s.startsWith("--spring.datasource.url=")));
        settings.addAll(wrong.settings);
        try (var program = Program.launch(settings)) {
            return new Failed(program.exitCode(AT_MOST), program.errors(), program.output());
        }
    }

    private static String port() {
        return Integer.toString(taken.getLocalPort());
    }

    /** A database that exists, with another password. */
    private static String secretive() {
        var url = Database.H2.freshUrl();
        try (var connection = DriverManager.getConnection(url, "pairing", "secret")) {
            assertThat(connection.isClosed()).isFalse();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url;
    }

    static List<Arguments> failed() {
        return FAILED;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failed")
    void a_setting_that_cannot_work_stops_the_start_with_one_line(Wrong wrong, Future<Failed> run) throws Exception {
        var failed = run.get();
        assertThat(failed.errors).as(failed.output).hasSize(1);
        assertThat(failed.errors.getFirst()).startsWith("Cannot start: ").contains(wrong.words).doesNotContain("Exception");
        assertThat(failed.exitCode).isEqualTo(1);
    }

    @Test
    void sigterm_lets_a_request_in_flight_finish_and_the_store_can_be_opened_again() throws IOException {
        var url = Database.H2.freshUrl();
        var body = """
                {"email": "last@example.org", "name": "The last one", "password": "%s"}""".formatted(House.PASSWORD);
        try (var program = Program.on(url, Database.H2.user());
                var socket = new Socket(InetAddress.getLoopbackAddress(), program.base().getPort())) {
            begin(socket, body.length());
            program.terminate();
            await().atMost(AT_MOST).until(() -> isClosed(program));
            socket.getOutputStream().write(body.getBytes(US_ASCII));
            assertThat(lines(socket).readLine()).isEqualTo("HTTP/1.1 201 ");
            assertThat(program.exitCode(Duration.ofSeconds(20))).isIn(143, 0);
            assertThat(program.errors()).isEmpty();
            assertThat(program.output()).doesNotContain("WARN", "ERROR");
        }
        var fileAlone = url.substring(0, url.indexOf(';')); // whoever names it may leave the options to the program
        try (var again = Program.on(fileAlone, Database.H2.user())) {
            var signIn = Map.of("email", "last@example.org", "password", House.PASSWORD);
            var session = again.client().send("POST", "/v1/sessions", null, signIn).is(201).text("session_token");
            again.client().send("POST", "/v1/api-keys", session, Map.of("name", "key"), "Idempotency-Key", "once").is(201);
        }
    }

    /** Sends all but the body, and returns when the program waits for that. */
    private static void begin(Socket socket, int length) throws IOException {
        var head = """
                POST /v1/accounts HTTP/1.1
                Host: localhost
                Content-Type: application/json
                Content-Length: %d
                Expect: 100-continue

                """.formatted(length).replace("\n", "\r\n");
        socket.getOutputStream().write(head.getBytes(US_ASCII));
        var lines = lines(socket);
        assertThat(lines.readLine()).startsWith("HTTP/1.1 100");
        assertThat(lines.readLine()).isEmpty();
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII), 1);
    }

    /** Whether it takes no new connection. */
    private static boolean isClosed(Program program) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), program.base().getPort())) {
            return !socket.isConnected();
        } catch (IOException e) {
            return true;
        }
    }
}
