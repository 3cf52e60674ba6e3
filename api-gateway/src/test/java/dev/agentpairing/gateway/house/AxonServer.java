package dev.agentpairing.gateway.house;

import java.net.InetSocketAddress;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The Axon Server that tests may use: {@code -Daxonserver.address=host:port}. Whatever is in its store already stays there. */
final class AxonServer {

    private static final String PROPERTY = "axonserver.address";

    private AxonServer() {}

    /** Without one the test is skipped, which is said in a line. */
    static InetSocketAddress address() {
        var address = System.getProperty(PROPERTY, "");
        if (address.isEmpty()) {
            System.out.println("No Axon Server is named by -D" + PROPERTY + "=host:port: tests that need one are skipped");
        }
        assumeTrue(!address.isEmpty(), "no -D" + PROPERTY);
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }
}
