package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a running program shows to Prometheus, and what operations.md says of it. */
class MetricsTest {

    private static final Path DOCUMENT = Path.of("operating", "operations.md");
    private static final Path DASHBOARD = Path.of("operating", "grafana-dashboard.json");
    private static final Pattern ALERT = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_*]+)` \\|([^|]*)\\|");

    private static House house;
    private static Scrape scrape;

    /** Something of everything: a pairing, a refusal by the rules, and one before them. */
    @BeforeAll
    static void look() {
        house = House.on(Database.H2);
        var neighbours = house.neighbours();
        var mine = neighbours.alice().agent();
        var theirs = neighbours.bob().agent();
        neighbours.propose(mine, theirs, "both").is(201);
        neighbours.propose(mine, theirs, "both").isRefused(409, "PAIRING_EXISTS");
        house.send("GET", "/v1/pairings", "agd_live_nobody", null).isRefused(401, "UNAUTHORIZED");
        scrape = house.scrape();
    }

    /** Names as they are written, with the labels next to them. */
    private static Map<String, Set<String>> documented() throws IOException {
        return ROW.matcher(section("## Metrics")).results().collect(Collectors.toMap(row -> row.group(1), row -> labels(row.group(2)), (a, b) -> a, TreeMap::new));
    }

    private static String section(String title) throws IOException {
        var text = Files.readString(DOCUMENT);
        int begin = text.indexOf(title);
        return text.substring(begin, text.indexOf("\n## ", begin));
    }

    private static Set<String> labels(String cell) {
        return Arrays.stream(cell.split("[`, ]+")).filter(label -> !label.isBlank()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean covers(String row, String metric) {
        return row.endsWith("*") ? metric.startsWith(row.substring(0, row.length() - 1)) : metric.equals(row);
    }

    @Test
    void everything_that_is_shown_is_documented() throws IOException {
        var rows = documented().keySet();
        assertThat(scrape.metrics().keySet()).allSatisfy(metric -> assertThat(rows).anyMatch(row -> covers(row, metric)));
    }

    @Test
    void everything_that_is_documented_is_shown() throws IOException {
        assertThat(documented().keySet()).isNotEmpty()
                .allSatisfy(row -> assertThat(scrape.metrics().keySet()).anyMatch(metric -> covers(row, metric)));
    }

    @Test
    void labels_are_documented_as_they_are_shown() throws IOException {
        var documented = documented();
        documented.keySet().removeIf(row -> row.endsWith("*"));
        var shown = new TreeMap<>(scrape.metrics());
        shown.keySet().retainAll(documented.keySet());
        assertThat(shown).isEqualTo(documented);
    }

    @Test
    void the_dashboard_asks_for_nothing_that_is_not_shown() throws IOException {
        assertThat(Expressions.ofDashboard(DASHBOARD)).hasSizeGreaterThan(10).allSatisfy(this::asksForWhatIsShown);
    }

    @Test
    void alerts_ask_for_nothing_that_is_not_shown() throws IOException {
        var alerts = ALERT.matcher(section("## Alerts")).results().map(row -> row.group(1)).toList();
        assertThat(alerts).hasSizeGreaterThan(5).allSatisfy(this::asksForWhatIsShown);
    }

    private void asksForWhatIsShown(String expression) {
        var metrics = Expressions.metrics(expression);
        assertThat(metrics).as(expression).isNotEmpty();
        assertThat(scrape.names()).as(expression).containsAll(metrics);
    }

    @Test
    void an_accepted_command_is_counted() {
        assertThat(scrape.value("pairing_commands_total", "command", "ProposePairing", "outcome", "accepted")).isPositive();
    }

    @Test
    void a_refused_command_is_counted_by_its_code() {
        assertThat(scrape.value("pairing_commands_total", "outcome", "refused", "code", "PAIRING_EXISTS")).isPositive();
    }

    @Test
    void a_refused_request_is_counted_by_its_code_whoever_refused_it() {
        assertThat(Stream.of("UNAUTHORIZED", "PAIRING_EXISTS").map(code -> scrape.value("pairing_refusals_total", "code", code)))
                .allSatisfy(count -> assertThat(count).isPositive());
    }

    @Test
    void what_a_cache_answers_is_a_hit() {
        var before = house.scrape().value("cache_gets_total", "cache", "credentials", "result", "hit");
        house.stranger().get("/v1/account").is(200);
        house.stranger().get("/v1/account").is(200);
        assertThat(house.scrape().value("cache_gets_total", "cache", "credentials", "result", "hit")).isGreaterThan(before);
    }

    @Test
    void views_that_are_written_with_the_events_are_never_behind() {
        assertThat(scrape.names()).contains("pairing_views_lag_events", "pairing_views_lag_seconds");
        assertThat(scrape.value("pairing_views_lag_events") + scrape.value("pairing_views_lag_seconds")).isZero();
    }
}
