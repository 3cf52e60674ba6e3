package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

import dev.agentpairing.gateway.GatewayApplication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The program as a process of its own, which can be killed. Whoever starts one closes it. */
final class Program implements AutoCloseable {

    private static final Duration START_TAKES = Duration.ofSeconds(60);

    private final Process process;
    private final URI base;
    private final Path output;
    private final Path errors;

    private Program(Process process, int port, Path output, Path errors) {
        this.process = process;
        this.base = URI.create("http://127.0.0.1:" + port);
        this.output = output;
        this.errors = errors;
    }

    /** The whole program on this database, when it is ready. */
    static Program on(String databaseUrl, String user, String... settings) {
        return launch(databaseUrl, user, settings).ready();
    }

    /** The same, just launched. */
    static Program launch(String databaseUrl, String user, String... settings) {
        var standard = List.of(
                "--spring.datasource.url=" + databaseUrl, "--spring.datasource.username=" + user,
                "--spring.datasource.password=" + user, "--pairing.admin-token=" + House.OPERATOR,
                "--pairing.rate-limit.per-minute=0", "--pairing.invites-per-hour=0", "--pairing.password-strength=4");
        return launch(withoutOverridden(standard, List.of(settings)));
    }

    /** With just these settings, on a free port of this machine alone unless they say otherwise: a part, for its management alone. */
    static Program launch(List<String> settings) {
        return launchBy(List.of(), settings);
    }

    /** Which all of them start from. */
    static Path archive() {
        return Fast.ARCHIVE;
    }

    /** The same, started by another program, which becomes this one. */
    static Program launchBy(List<String> starter, List<String> settings) {
        return launch(starter, List.of("-XX:AOTCache=" + archive(), "-Xlog:disable"), settings);
    }

    private static Program launch(List<String> starter, List<String> jvm, List<String> settings) {
        try {
            int port = Ports.free();
            var folder = Files.createTempDirectory(Folder.OF_ALL, "program-");
            var output = folder.resolve("output");
            var errors = folder.resolve("errors");
            var command = new ArrayList<>(starter);
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx384m", "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1"));
            command.addAll(jvm);
            command.addAll(List.of("-cp", Fast.CLASS_PATH.toString(), GatewayApplication.class.getName()));
            int management = settings.contains("--pairing.run.api-gateway=false") ? port : 0;
            var standard = List.of(
                    "--server.port=" + (port - management), "--server.address=127.0.0.1", "--management.server.port=" + management);
            command.addAll(withoutOverridden(standard, settings));
            var process = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
            Folder.USERS.add(process);
            return new Program(process, port, output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Boot would join a setting that is given twice to a list. */
    private static List<String> withoutOverridden(List<String> settings, List<String> overriding) {
        var names = overriding.stream().map(Program::name).toList();
        return Stream.concat(settings.stream().filter(setting -> !names.contains(name(setting))), overriding.stream()).toList();
    }

    private static String name(String setting) {
        return setting.substring(0, setting.indexOf('='));
    }

    Program ready() {
        var client = client();
        await().atMost(START_TAKES).pollInterval(Duration.ofMillis(50)).ignoreExceptions()
                .until(() -> !process.isAlive() || client.isReady());
        assertThat(process.isAlive()).as(this::everythingWritten).isTrue();
        return this;
    }

    /** A client of it. */
    House client() {
        return new House(base);
    }

    URI base() {
        return base;
    }

    /** What it shows to Prometheus, if its management has a port that is known: without the gateway. */
    Scrape scrape() {
        return House.scrape(base);
    }

    /** The same account, through this program. */
    Account as(Account account) {
        return account.at(client());
    }

    long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** No warning, no last words. Returns when it is dead. */
    void kill9() {
        process.destroyForcibly();
        exitCode(Duration.ofSeconds(10));
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    int exitCode(Duration within) {
        try {
            assertThat(process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)).as("has ended").isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it wrote to its standard error so far. */
    List<String> errors() {
        return read(errors).lines().toList();
    }

    String output() {
        return read(output);
    }

    /** Files in the folder that it runs in, beside those two. */
    List<Path> written() {
        try (var files = Files.list(output.getParent())) {
            return files.filter(file -> !Set.of(output, errors).contains(file)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String everythingWritten() {
        return output() + read(errors);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill9();
    }

    /** What makes starts fast: an archive of the classes that the program loads, made by one run of it. */
    private static final class Fast {

        private static final ClassPath CLASS_PATH = ClassPath.packed(Folder.OF_ALL);
        private static final Path ARCHIVE = make();

        private static Path make() {
            var archive = Folder.OF_ALL.resolve("program.aot");
            var settings = List.of(
                    "--spring.datasource.url=" + Database.H2.freshUrl(), "--pairing.admin-token=" + House.OPERATOR);
            var jvm = List.of("-XX:AOTCacheOutput=" + archive, "-Xlog:disable");
            try (var program = launch(List.of(), jvm, settings).ready()) {
                program.client().newNeighbours().active();
                program.terminate();
                program.exitCode(START_TAKES);
            }
            return archive;
        }
    }

    /** Where all of this is kept until the JVM ends, and who may use it until then. */
    private static final class Folder {

        private static final Set<Process> USERS = ConcurrentHashMap.newKeySet();
        private static final Path OF_ALL = make();

        private static Path make() {
            try {
                var folder = Files.createTempDirectory("agent-pairing-programs-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    USERS.forEach(process -> process.destroyForcibly().onExit().join());
                    FileSystemUtils.deleteRecursively(folder.toFile());
                }));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
