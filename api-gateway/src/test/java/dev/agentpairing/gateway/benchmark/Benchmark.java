package dev.agentpairing.gateway.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.util.FileSystemUtils;

/** {@code mvn -Pbenchmark verify}: measures the jar that was built, prints tables, writes them and a picture beside it. */
public final class Benchmark {

    private Benchmark() {}

    /** @param arguments the jar, whether to be quick, and {@link Sizes} that are not the usual ones */
    public static void main(String... arguments) throws IOException, SQLException {
        LoggingSystem.get(Benchmark.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        var jar = Path.of(arguments[0]);
        var sizes = Sizes.of(!arguments[1].equals("quick=false"), arguments[2].substring("sizes=".length()));
        var folder = Files.createDirectories(jar.resolveSibling("benchmark"));
        var began = Instant.now();
        var report = new Report();
        for (var database : sizes.databases()) {
            var stores = Files.createTempDirectory(folder, database);
            try (var server = Server.of(database, stores)) {
                new Measurement(server, jar, stores, sizes, report).run();
            } finally {
                FileSystemUtils.deleteRecursively(stores);
            }
        }
        report.title("This run");
        report.fact("%d processors, shared by the load, the program and the database; Java %s; %s",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), sizes);
        report.fact("it took %d minutes", Duration.between(began, Instant.now()).toMinutes());
        System.out.println(report);
        Files.writeString(folder.resolve("report.md"), report.toString());
        Picture.draw(report.perSecond(), folder.resolve("report.png"));
        System.out.println("Written to " + folder + ": report.md, report.png");
        System.exit(0);
    }
}
