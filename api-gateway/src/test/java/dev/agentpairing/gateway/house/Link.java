package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The one link between this machine and a network of its own (ip-netns), in which programs can run as on another machine. When it is cut,
 * nothing comes through, and nobody is told: connections stand as they were until somebody gives them up.
 */
final class Link implements AutoCloseable {

    private final String name = "trial-" + ThreadLocalRandom.current().nextInt(1_000, 10_000);
    private final String nearName = name + "-a";
    private final String farName = name + "-b";
    private final int number = ThreadLocalRandom.current().nextInt(1, 255);

    private Link() {}

    /** Where the machine does not permit that, the test is skipped, which is said in a line. */
    static Link lay() {
        var link = new Link();
        var refused = tried("ip netns add " + link.name);
        if (!refused.isEmpty()) {
            System.out.println("No network of its own can be made (ip netns add: " + refused + "): tests that need one are skipped");
        }
        assumeTrue(refused.isEmpty(), "no ip netns");
        try {
            link.connect();
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
        return link;
    }

    private void connect() {
        run("ip link add " + nearName + " type veth peer name " + farName);
        run("ip link set " + farName + " netns " + name);
        run("ip addr add " + address(1) + "/30 dev " + nearName);
        run("ip link set " + nearName + " up");
        run("ip -n " + name + " addr add " + address(2) + "/30 dev " + farName);
        run("ip -n " + name + " link set lo up");
        mend();
    }

    private String address(int end) {
        return "10.213." + number + "." + end;
    }

    /** This machine's address, for programs at the far end. */
    InetAddress near() {
        try {
            return InetAddress.getByName(address(1));
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a program there. */
    List<String> farEnd() {
        return List.of("ip", "netns", "exec", name);
    }

    void cut() {
        run("ip -n " + name + " link set " + farName + " down");
    }

    void mend() {
        run("ip -n " + name + " link set " + farName + " up");
    }

    private static void run(String command) {
        var refused = tried(command);
        if (!refused.isEmpty()) {
            throw new IllegalStateException(command + ": " + refused);
        }
    }

    /** What was said against it; nothing when it was done. */
    private static String tried(String command) {
        try {
            var process = new ProcessBuilder(Stream.of(command.split(" ")).toList()).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return process.waitFor() == 0 ? "" : said.isEmpty() ? "exit code " + process.exitValue() : said;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        run("ip netns del " + name);
    }
}
