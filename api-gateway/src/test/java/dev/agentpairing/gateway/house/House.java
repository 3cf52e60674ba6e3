package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

import dev.agentpairing.gateway.GatewayApplication;
import dev.agentpairing.postgres.TestPostgres;

/**
 * The whole program, running, and a client of it. One a database is started when it is first asked for and runs until the JVM
 * ends, so every test must be at peace with what others leave behind.
 */
final class House {

    static final String OPERATOR = "operator-token-of-the-tests";
    static final String PASSWORD = "correct horse battery staple";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Map<Database, House> RUNNING = new EnumMap<>(Database.class);
    private static final List<Runnable> TO_CLOSE = new ArrayList<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    static {
        TestPostgres.beforeItEnds(House::closeAll);
        Runtime.getRuntime().addShutdownHook(new Thread(House::closeAll));
    }

    private final URI base;
    private final @Nullable JdbcTemplate database;
    private final Set<String> endpoints;
    private final @Nullable URI management;
    private @Nullable Neighbours neighbours;
    private @Nullable Account stranger;

    /** A client of a program that somebody else has started. */
    House(URI base) {
        this(base, null, Set.of(), null);
    }

    private House(URI base, @Nullable JdbcTemplate database, Set<String> endpoints, @Nullable URI management) {
        this.base = base;
        this.database = database;
        this.endpoints = endpoints;
        this.management = management;
    }

    static synchronized House on(Database database) {
        return RUNNING.computeIfAbsent(database, House::start);
    }

    /** Straight into the database of the program that is shared, through its own pool. */
    Connection connection() throws SQLException {
        return Objects.requireNonNull(Objects.requireNonNull(database).getDataSource()).getConnection();
    }

    private static House start(Database database) {
        var url = database.freshUrl();
        var program = program(url, database.user(), "--pairing.admin-token=" + OPERATOR);
        TO_CLOSE.add(() -> {
            program.close();
            database.forget(url);
        });
        return new House(address(program), new JdbcTemplate(program.getBean(DataSource.class)), endpoints(program), management(program));
    }

    private static Set<String> endpoints(ConfigurableApplicationContext program) {
        return program.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getMethodsCondition().getMethods().stream().flatMap(
                        method -> mapping.getPatternValues().stream().map(path -> method + " " + path)))
                .filter(endpoint -> !endpoint.contains("/docs") && !endpoint.contains("/v3/")).collect(Collectors.toSet());
    }

    /** Method and path of all that the program that is shared answers to, but for its description. */
    Set<String> endpoints() {
        return endpoints;
    }

    /** Changes what this program has stored behind its back, as no caller could. */
    int execute(String sql, Object... parameters) {
        return Objects.requireNonNull(database).update(sql, parameters);
    }

    /** At the end of the JVM, and before the databases' end. */
    static synchronized void closeAll() {
        TO_CLOSE.forEach(Runnable::run);
        TO_CLOSE.clear();
    }

    /** Starts one more program in this JVM; who asks for it also closes it. One at a time, because they set up the same logging. */
    static ConfigurableApplicationContext program(String databaseUrl, String user, String... settings) {
        var arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1", "--management.server.port=0",
                "--spring.datasource.url=" + databaseUrl, "--spring.datasource.username=" + user, "--spring.datasource.password=" + user));
        arguments.addAll(List.of(settings));
        var application = new SpringApplication(GatewayApplication.class);
        application.setRegisterShutdownHook(false);
        synchronized (SpringApplication.class) {
            return application.run(arguments.toArray(String[]::new));
        }
    }

    static URI address(ConfigurableApplicationContext program) {
        return URI.create("http://127.0.0.1:" + program.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private static URI management(ConfigurableApplicationContext program) {
        return URI.create("http://127.0.0.1:" + program.getEnvironment().getRequiredProperty("local.management.port"));
    }

    /** What an operator's Prometheus would get of this program now. */
    static Scrape scrape(ConfigurableApplicationContext program) {
        return scrape(management(program));
    }

    static Scrape scrape(URI management) {
        var request = HttpRequest.newBuilder(management.resolve("/actuator/prometheus")).timeout(Duration.ofSeconds(30)).build();
        return Scrape.of(sendUnchecked(request).is(200).body());
    }

    Scrape scrape() {
        return scrape(Objects.requireNonNull(management));
    }

    URI base() {
        return base;
    }

    /** Something that no other test uses as a name. */
    static String fresh(String what) {
        return what + "-" + COUNT.incrementAndGet();
    }

    /**
     * @param credential null: none
     * @param body null: none; a text or bytes are sent as they are, anything else as JSON
     * @param headers names and values in turn
     */
    Answer send(String method, String path, @Nullable String credential, @Nullable Object body, String... headers) {
        return send(request(method, path, credential, body, headers));
    }

    HttpRequest request(String method, String path, @Nullable String credential, @Nullable Object body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        var names = List.of(headers);
        if (body != null && !names.contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes(body)));
        return request.build();
    }

    /** Sends it, and holds the answer against what the service says of itself. */
    Answer send(HttpRequest request) {
        return Described.PROGRAM.check(request.method(), request.uri().getRawPath(), sendUnchecked(request));
    }

    /** Asked while it starts, and so without a look at its description. */
    boolean isReady() {
        var request = HttpRequest.newBuilder(URI.create(base + "/readyz")).timeout(Duration.ofSeconds(30)).build();
        return sendUnchecked(request).status() == 200;
    }

    static Answer sendUnchecked(HttpRequest request) {
        try {
            return Answer.of(CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Object body) {
        return switch (body) {
            case byte[] bytes -> bytes;
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            default -> JSON.writeValueAsBytes(body);
        };
    }

    /** A new account on the free plan. */
    Account account() {
        return account(fresh("person") + "@example.org");
    }

    Account account(String email) {
        return account(email, "Name of " + email);
    }

    Account account(String email, String name) {
        var signUp = send("POST", "/v1/accounts", null, Map.of("email", email, "name", name, "password", PASSWORD)).is(201);
        return new Account(this, signUp.id(), email, name, signUp.text("session_token"));
    }

    /** Two new accounts, on a plan without limits, with an active connection: the first invited the second. */
    Neighbours newNeighbours() {
        return Neighbours.of(account().onPlan("enterprise"), account().onPlan("enterprise"));
    }

    /** Two connected accounts that tests share; each brings its own agents. */
    synchronized Neighbours neighbours() {
        if (neighbours == null) {
            neighbours = newNeighbours();
        }
        return neighbours;
    }

    /** An account that has nothing to do with the others. */
    synchronized Account stranger() {
        return stranger = stranger == null ? account().onPlan("enterprise") : stranger;
    }
}
