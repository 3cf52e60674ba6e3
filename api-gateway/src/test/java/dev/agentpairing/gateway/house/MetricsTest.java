package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a running program shows to Prometheus, and what operations.md says of it. */
class MetricsTest {

    private static final Path DASHBOARD = Path.of("operating", "grafana-dashboard.json");
    private static final Pattern ALERT = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

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

    @Test
    void everything_that_is_shown_is_documented() throws IOException {
        DocumentedMetrics.read().coverAll(scrape);
    }

    @Test
    void everything_that_is_documented_is_shown() throws IOException {
        DocumentedMetrics.read().areAllIn(scrape);
    }

    @Test
    void labels_are_documented_as_they_are_shown() throws IOException {
        var documented = DocumentedMetrics.read().labels();
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
        var alerts = ALERT.matcher(DocumentedMetrics.section("## Alerts")).results().map(row -> row.group(1)).toList();
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
