package dev.agentpairing.gateway.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What can be seen to be wrong before anything is opened or started. */
@Configuration(proxyBeanMethods = false)
public class Settings {

    private static final int LAST_PORT = 65_535;
    private static final String AXON_SERVER = "axon.axonserver.enabled";
    private static final String SERVER = "\\s*[^:,\\s]+(:[0-9]{1,5})?\\s*";
    private static final String SERVERS = "|" + SERVER + "(," + SERVER + ")*";
    private static final int MANY = 999_999_999;

    /** Below, bcrypt does not go; above, a sign-in takes more than a minute. */
    private static final int WEAKEST = 4;
    private static final int STRONGEST = 20;

    /** Looks at everything that needs no other program to be looked at. */
    public static void check(Environment environment) {
        Plans.from(environment);
        number(environment, "pairing.rate-limit.per-minute", 0, MANY);
        number(environment, "pairing.password-strength", WEAKEST, STRONGEST);
        checkPorts(environment);
        if (flag(environment, "pairing.demo", false)) {
            checkDemo(environment);
        }
    }

    /** Also of a process without the gateway. */
    public static void checkPorts(Environment environment) {
        number(environment, "server.port", 0, LAST_PORT);
        number(environment, "management.server.port", 0, LAST_PORT);
    }

    /** Looks at what is to run at all, too: a misspelt word must not be taken for "no". */
    public static Set<Part> parts(Environment environment) {
        var parts = EnumSet.noneOf(Part.class);
        Stream.of(Part.values()).filter(part -> flag(environment, part.property(), true)).forEach(parts::add);
        if (parts.isEmpty()) {
            throw new SettingProblem("pairing.run", "every part of the program is off, so nothing would run; leave one of them on");
        }
        boolean axonServer = flag(environment, AXON_SERVER, false);
        for (var part : EnumSet.complementOf(parts)) {
            if (!axonServer) {
                throw new SettingProblem(part.property(), "a part can be left to another process only where Axon Server connects them: "
                        + "set " + AXON_SERVER + " to true, or run all parts here");
            }
        }
        boolean follows = flag(environment, "pairing.views.tracking", axonServer);
        flag(environment, "pairing.query-side.rebuild", false);
        if (axonServer) {
            checkServers(environment.getProperty("axon.axonserver.servers", ""));
        }
        if (axonServer && !follows) {
            throw new SettingProblem("pairing.views.tracking", "with Axon Server the views follow the log; leave this unset");
        }
        return parts;
    }

    private static void checkServers(String servers) {
        if (!servers.matches(SERVERS)) {
            throw new SettingProblem("axon.axonserver.servers", "is '" + servers + "', but must be like host:8124, or several with commas between");
        }
    }

    @Bean
    Plans plans(Environment environment) {
        return Plans.from(environment);
    }

    private static void checkDemo(Environment environment) {
        var address = environment.getProperty("server.address", "");
        if (address.isEmpty() || !isLoopback(address)) {
            throw new SettingProblem("pairing.demo", "the example world has well-known secrets, so it runs on loopback only; "
                    + "server.address is " + (address.isEmpty() ? "not set" : "'" + address + "'") + ", set it to 127.0.0.1");
        }
        if (!Plans.from(environment).has("team")) {
            throw new SettingProblem("pairing.demo", "the example world needs a plan 'team', which pairing.plans lacks");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new SettingProblem("server.address", "'" + address + "' is no address of this machine");
        }
    }

    private static boolean flag(Environment environment, String property, boolean standard) {
        var text = environment.getProperty(property, Boolean.toString(standard));
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new SettingProblem(property, "is '" + text + "', but must be true or false");
        }
        return Boolean.parseBoolean(text);
    }

    private static void number(Environment environment, String property, int smallest, int largest) {
        var text = environment.getProperty(property);
        if (text != null && (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < smallest || Integer.parseInt(text) > largest)) {
            throw new SettingProblem(property, "is '%s', but must be a whole number from %d to %d".formatted(text, smallest, largest));
        }
    }
}
