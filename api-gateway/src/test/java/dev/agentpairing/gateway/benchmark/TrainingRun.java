package dev.agentpairing.gateway.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.util.FileSystemUtils;

/** {@code mvn -Paot package}: one run of the unpacked program, which leaves the cache of what it loaded (JEP 514). */
public final class TrainingRun {

    private static final int AGENTS = 2;

    private TrainingRun() {}

    /** @param arguments the program's jar, and the cache to make */
    public static void main(String... arguments) throws IOException {
        LoggingSystem.get(TrainingRun.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        var cache = Path.of(arguments[1]);
        var jvm = List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot*=error", "-Dspring.aot.enabled=true");
        var folder = Files.createTempDirectory("agent-pairing-training-");
        try (var server = Server.of("h2", folder)) {
            Files.deleteIfExists(cache);
            var program = Candidate.on(server.fresh(), jvm, Path.of(arguments[0]), folder);
            try (program) {
                World.through(program.api(), AGENTS, AGENTS);
            }
            if (!Files.exists(cache) || program.lines().stream().noneMatch(line -> line.contains("Starting AOT-processed"))) {
                throw new IllegalStateException("No cache was made: " + program.lines());
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        System.exit(0);
    }
}
