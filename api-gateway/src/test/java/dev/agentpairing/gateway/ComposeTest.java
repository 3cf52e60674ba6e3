package dev.agentpairing.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/** What docker-compose.yml promises, as far as can be seen without running it. */
class ComposeTest {

    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    private static final Map<String, Object> FILE = read();

    private static Map<String, Object> read() {
        try (var text = Files.newBufferedReader(TOP.resolve("docker-compose.yml"))) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object from, String... path) {
        var found = from;
        for (var name : path) {
            found = ((Map<String, Object>) found).get(name);
        }
        return found == null ? Map.of() : (Map<String, Object>) found;
    }

    private static Map<String, Object> service(String name) {
        return map(FILE, "services", name);
    }

    static Stream<String> services() {
        return map(FILE, "services").keySet().stream();
    }

    @Test
    void there_is_axon_server_postgresql_each_part_and_a_proxy() {
        assertThat(services()).containsExactlyInAnyOrder("axon-server", "postgres", "command-side", "query-side", "gateway", "proxy");
        assertThat(map(service("query-side"), "deploy")).containsEntry("replicas", 2);
        assertThat(map(service("gateway"), "deploy")).containsEntry("replicas", 2);
    }

    @ParameterizedTest
    @MethodSource("services")
    void every_service_is_pinned_limited_watched_and_not_root(String name) {
        var service = service(name);
        assertThat(service.get("image")).asString().matches("[a-z/-]+:[0-9]+\\.[0-9]+[a-z0-9.-]*");
        assertThat(service.get("user")).asString().matches("[1-9][0-9]*:[1-9][0-9]*");
        assertThat(service.get("cap_drop")).isEqualTo(List.of("ALL"));
        assertThat(map(service, "healthcheck")).containsKeys("test", "interval", "timeout", "start_period", "retries");
        assertThat(map(service, "deploy", "resources", "limits")).containsKeys("cpus", "memory", "pids");
        assertThat(map(service, "logging", "options")).containsKeys("max-size", "max-file");
        assertThat(service).containsEntry("restart", "unless-stopped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"command-side", "query-side", "gateway", "proxy"})
    void what_keeps_nothing_can_write_nothing_but_temporary_files(String name) {
        assertThat(service(name)).containsEntry("read_only", true).doesNotContainKey("volumes");
        assertThat(service(name).get("tmpfs")).isEqualTo(name.equals("proxy") ? null : List.of("/tmp:size=64m"));
    }

    @Test
    void secrets_are_files_and_none_is_written_down() {
        assertThat(map(FILE, "secrets").values()).allSatisfy(secret -> assertThat(map(secret)).containsOnlyKeys("file"));
        assertThat(services().flatMap(name -> map(service(name), "environment").keySet().stream())
                .filter(setting -> setting.matches(".*(PASSWORD|TOKEN).*"))).containsOnly("POSTGRES_PASSWORD_FILE");
    }

    /** Compose refuses to put anything else into a container that is read-only. */
    @Test
    void what_is_configured_is_a_file_that_is_there() {
        assertThat(map(FILE, "configs").values()).isNotEmpty().allSatisfy(config -> {
            assertThat(map(config)).containsOnlyKeys("file");
            assertThat(TOP.resolve(map(config).get("file").toString())).isRegularFile();
        });
    }

    /** And so none can get into an image, or into a commit. */
    @Test
    void secrets_are_kept_in_a_folder_of_their_own() throws IOException {
        assertThat(map(FILE, "secrets").values()).allSatisfy(
                secret -> assertThat(map(secret).get("file")).asString().startsWith("secrets/"));
        assertThat(Files.readAllLines(TOP.resolve(".gitignore"))).contains("secrets/");
        assertThat(map(service("command-side"), "build")).containsEntry("context", "api-gateway");
    }

    /** While PostgreSQL's image makes the database, a server is there that soon stops again, and listens to no network. */
    @Test
    void postgresql_is_healthy_when_it_takes_connections_from_others() {
        assertThat(map(service("postgres"), "healthcheck").get("test")).asString().contains("pg_isready -h 127.0.0.1 ");
    }

    @Test
    void only_the_proxy_is_reached_from_outside_and_on_loopback() {
        assertThat(services().filter(name -> service(name).containsKey("ports"))).containsExactly("proxy");
        assertThat(service("proxy").get("ports")).isEqualTo(List.of("127.0.0.1:8080:8080"));
        assertThat(map(FILE, "networks", "inside")).containsEntry("internal", true);
    }

    /** The command side keeps everything in Axon Server. */
    @Test
    void each_part_runs_itself_alone_and_knows_what_it_needs() {
        assertThat(off("command-side")).containsExactlyInAnyOrder("PAIRING_RUN_QUERY_SIDE", "PAIRING_RUN_API_GATEWAY");
        assertThat(off("query-side")).containsExactlyInAnyOrder("PAIRING_RUN_COMMAND_SIDE", "PAIRING_RUN_API_GATEWAY");
        assertThat(off("gateway")).containsExactlyInAnyOrder("PAIRING_RUN_COMMAND_SIDE", "PAIRING_RUN_QUERY_SIDE");
        assertThat(map(service("command-side"), "environment")).doesNotContainKey("SPRING_DATASOURCE_URL");
        assertThat(Stream.of("command-side", "query-side", "gateway").map(part -> map(service(part), "environment")))
                .allSatisfy(settings -> assertThat(settings).containsEntry("AXON_AXONSERVER_ENABLED", "true"));
    }

    /** None of those ports leads outside. */
    @ParameterizedTest
    @ValueSource(strings = {"command-side", "query-side", "gateway"})
    void metrics_of_each_part_can_be_had_in_its_network(String part) {
        assertThat(map(service(part), "environment")).containsEntry("MANAGEMENT_SERVER_ADDRESS", "0.0.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"command-side", "query-side"})
    void a_side_is_healthy_when_it_is_ready(String side) {
        assertThat(map(service(side), "healthcheck").get("test")).asString().contains("/127.0.0.1/8081 ", "GET /readyz ");
    }

    private static Stream<String> off(String part) {
        return map(service(part), "environment").entrySet().stream()
                .filter(setting -> setting.getKey().startsWith("PAIRING_RUN_") && setting.getValue().equals("false")).map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @ValueSource(strings = {"axon-server", "postgres"})
    void what_is_stored_is_on_volumes(String name) {
        assertThat((List<?>) service(name).get("volumes")).allSatisfy(
                volume -> assertThat(map(FILE, "volumes")).containsKey(volume.toString().split(":")[0]));
    }

    @Test
    void the_image_is_made_of_one_jdk_and_runs_as_nobody_in_particular() throws IOException {
        var lines = Files.readAllLines(TOP.resolve(map(service("command-side"), "build").get("context").toString()).resolve("Dockerfile"));
        assertThat(lines.stream().filter(line -> line.startsWith("FROM ")).map(line -> line.split(" ")[1]).distinct())
                .singleElement().asString().matches("eclipse-temurin:25\\.[0-9._]+-jdk-[a-z]+");
        assertThat(lines).contains("USER 10001:10001");
        assertThat(lines.getLast()).startsWith("ENTRYPOINT [").contains("-XX:AOTCache=agent-pairing.aot");
    }
}
