package dev.agentpairing.gateway.house;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The three parts as processes of their own, two of each, connected by Axon Server through cables that can be cut. Their views are in
 * one new database, the idempotency keys of the gateways in another.
 */
final class Apart implements AutoCloseable {

    static final Duration START_TAKES = Duration.ofSeconds(120);

    private final Cable cable;
    private final Cable commands;
    private final String views = Database.POSTGRES.freshUrl();
    private final String keys = Database.POSTGRES.freshUrl();
    private final List<Program> commandSides = new ArrayList<>();
    private final List<Program> querySides = new ArrayList<>();
    private final List<Program> gateways = new ArrayList<>();
    private final @Nullable Link link;
    private final List<String> everywhere;

    /** @param everywhere settings of all parts */
    Apart(InetSocketAddress axonServer, String... everywhere) {
        this(axonServer, null, everywhere);
    }

    /** @param link at the end of which the command sides run; null: they run here, as all the others do */
    Apart(InetSocketAddress axonServer, @Nullable Link link, String... everywhere) {
        this.link = link;
        this.everywhere = List.of(everywhere);
        cable = new Cable(axonServer);
        commands = link == null ? new Cable(axonServer) : new Cable(axonServer, link.near());
        for (int i = 0; i < 2; i++) {
            addCommandSide();
            addQuerySide();
            gateways.add(launchGateway());
        }
        Stream.concat(commandSides.stream(), querySides.stream()).forEach(Apart::awaitStart);
        gateways.forEach(Program::ready);
    }

    private Program launchGateway() {
        return Program.launch(settings("api-gateway", cable, database(keys), plan(),
                Stream.of("pairing.admin-token=" + House.OPERATOR, "pairing.rate-limit.per-minute=0")));
    }

    void replaceGateway(int number) {
        gateways.get(number).close();
        gateways.set(number, launchGateway());
    }

    Program addCommandSide() {
        return addCommandSide(commands, link == null ? List.of() : link.farEnd());
    }

    /** One more, that no link can cut off. */
    Program addCommandSideHere() {
        return addCommandSide(cable, List.of());
    }

    private Program addCommandSide(Cable cable, List<String> starter) {
        var added = Program.launchBy(starter, settings("command-side", cable, plan(), Stream.of("pairing.invites-per-hour=0")));
        commandSides.add(added);
        return added;
    }

    Program addQuerySide() {
        var added = Program.launch(settings("query-side", cable, database(views)));
        querySides.add(added);
        return added;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private List<String> settings(String part, Cable server, Stream<String>... more) {
        var parts = Stream.of("command-side", "query-side", "api-gateway").map(name -> "pairing.run." + name + "=" + name.equals(part));
        var all = Stream.of("axon.axonserver.enabled=true", "axon.axonserver.servers=" + server.address());
        return Stream.of(parts, all, everywhere.stream(), Stream.of(more).flatMap(settings -> settings)).flatMap(settings -> settings)
                .map(setting -> "--" + setting).toList();
    }

    /** Of a crowd. */
    private static Stream<String> plan() {
        return Crowd.PLAN.stream().map(setting -> setting.substring(2));
    }

    private static Stream<String> database(String url) {
        return Stream.of("spring.datasource.url=" + url, "spring.datasource.username=", "spring.datasource.password=");
    }

    static void awaitStart(Program part) {
        await().atMost(START_TAKES).until(() -> !part.isRunning() || part.output().contains("Started GatewayApplication"));
        assertThat(part.isRunning()).as(() -> part.output() + part.errors()).isTrue();
    }

    List<Program> commandSides() {
        return commandSides;
    }

    List<Program> querySides() {
        return querySides;
    }

    List<Program> gateways() {
        return gateways;
    }

    /** Of gateways and query sides. */
    Cable cable() {
        return cable;
    }

    /** Of command sides. */
    Cable commands() {
        return commands;
    }

    String views() {
        return views;
    }

    String keys() {
        return keys;
    }

    /** Two connected accounts, with addresses that are new to the store, whatever is there. */
    Neighbours neighbours() {
        return Neighbours.of(account().onPlan("enterprise"), account().onPlan("enterprise"));
    }

    Account account() {
        return gateways.getFirst().client().account(UUID.randomUUID() + "@example.org");
    }

    /** The same two through that gateway. */
    static Neighbours through(Program gateway, Neighbours pair) {
        return new Neighbours(gateway.as(pair.alice()), gateway.as(pair.bob()), pair.connection());
    }

    static String[] after(Answer write) {
        return new String[] {"X-Consistency-Token", Objects.requireNonNull(write.header("X-Consistency-Token"))};
    }

    static Map<String, Object> agents(UUID mine, UUID theirs) {
        return Map.of("my_agent_id", mine, "their_agent_id", theirs);
    }

    @Override
    public void close() {
        Stream.of(gateways, commandSides, querySides).flatMap(List::stream).forEach(Program::close);
        cable.close();
        commands.close();
    }
}
