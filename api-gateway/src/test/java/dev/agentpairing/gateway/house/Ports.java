package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Where a process can let others connect, and where it does, as Linux tells (proc_pid_net, proc_pid_fd). */
final class Ports {

    private static final String LISTENS = "0A";
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int SOCKET = 9;

    private Ports() {}

    /** Below the ports that the system gives to clients, so that it stays free until it is used. */
    static int free() {
        for (int tries = 0; tries < 100; tries++) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException e) {
                continue; // taken
            }
        }
        return fail("no port is free");
    }

    /** On another system the test is skipped. */
    static Set<Integer> openedBy(long pid) {
        var process = Path.of("/proc", Long.toString(pid));
        assumeTrue(Files.isDirectory(process.resolve("fd")), "no /proc");
        var own = sockets(process.resolve("fd"));
        return Stream.of("net/tcp", "net/tcp6").flatMap(table -> lines(process.resolve(table)))
                .map(line -> line.strip().split(" +"))
                .filter(fields -> fields[STATE].equals(LISTENS) && own.contains("socket:[" + fields[SOCKET] + "]"))
                .map(fields -> Integer.parseInt(fields[ADDRESS].substring(fields[ADDRESS].indexOf(':') + 1), 16))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> sockets(Path descriptors) {
        try (var all = Files.list(descriptors)) {
            return all.map(Ports::target).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            return "closed meanwhile";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.exists(table) ? Files.readAllLines(table).stream().skip(1) : Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
