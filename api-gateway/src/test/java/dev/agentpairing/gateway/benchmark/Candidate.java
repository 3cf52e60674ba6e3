package dev.agentpairing.gateway.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.awaitility.Awaitility.await;

/** The built jar, running on a store. */
final class Candidate implements AutoCloseable {

    static final String OPERATOR = "operator-token-of-the-benchmark";

    private static final Duration MAY_TAKE = Duration.ofMinutes(10);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Process process;
    private final URI base;
    private final Path output;
    private final Duration startTook;

    private Candidate(Process process, URI base, Path output) {
        this.process = process;
        this.base = base;
        this.output = output;
        long began = System.nanoTime();
        await().atMost(MAY_TAKE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20)).ignoreExceptions()
                .until(() -> !process.isAlive() || api().isReady());
        this.startTook = Duration.ofNanos(System.nanoTime() - began);
        if (!process.isAlive()) {
            throw new IllegalStateException("The program does not start: " + lines());
        }
    }

    /** Returns when it is ready. */
    static Candidate on(Store store, Path jar, Path folder, String... settings) {
        return on(store, List.of("-Xmx1g"), jar, folder, settings);
    }

    /** @param jvm what to tell it */
    static Candidate on(Store store, List<String> jvm, Path jar, Path folder, String... settings) {
        try {
            int port = freePort();
            var output = folder.resolve("program" + COUNT.incrementAndGet() + ".log");
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvm);
            command.addAll(List.of("-jar", jar.toAbsolutePath().toString(),
                    "--server.address=127.0.0.1", "--server.port=" + port,
                    "--management.server.port=0", "--spring.datasource.url=" + store.url(),
                    "--spring.datasource.username=" + store.user(), "--spring.datasource.password=" + store.user(),
                    "--pairing.admin-token=" + OPERATOR, "--pairing.rate-limit.per-minute=0", "--pairing.invites-per-hour=0"));
            command.addAll(List.of(settings));
            var process = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(output.toFile()).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Candidate(process, URI.create("http://127.0.0.1:" + port), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    URI base() {
        return base;
    }

    Api api() {
        return new Api(base);
    }

    /** From the launch of the process until it said that it is ready. */
    Duration startTook() {
        return startTook;
    }

    List<String> lines() {
        try {
            return Files.readAllLines(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the machine's memory; 0 where the system does not tell. */
    long residentKilobytes() {
        try (var status = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return status.filter(line -> line.startsWith("VmRSS")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
