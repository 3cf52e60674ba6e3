package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** The metrics that operations.md tells of, or those of them that one part of the program shows. */
record DocumentedMetrics(List<Row> rows) {

    private static final Path DOCUMENT = Path.of("operating", "operations.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_*]+)` \\|([^|]*)\\|([^|]*)\\|");

    /** @param parts none: all of them show it */
    record Row(String name, Set<String> labels, Set<String> parts) {

        private static Row of(MatchResult row) {
            return new Row(row.group(1), words(row.group(2), "[`, ]+"), words(row.group(3), ", "));
        }

        private boolean covers(String metric) {
            return name.endsWith("*") ? metric.startsWith(name.substring(0, name.length() - 1)) : metric.equals(name);
        }
    }

    static DocumentedMetrics read() throws IOException {
        return new DocumentedMetrics(ROW.matcher(section("## Metrics")).results().map(Row::of).toList());
    }

    static String section(String title) throws IOException {
        var text = Files.readString(DOCUMENT);
        int begin = text.indexOf(title);
        return text.substring(begin, text.indexOf("\n## ", begin));
    }

    private static Set<String> words(String cell, String between) {
        return Arrays.stream(cell.strip().split(between)).filter(word -> !word.isBlank()).collect(Collectors.toCollection(TreeSet::new));
    }

    DocumentedMetrics of(String part) {
        return new DocumentedMetrics(rows.stream().filter(row -> row.parts.isEmpty() || row.parts.contains(part)).toList());
    }

    /** Names as they are written, with the labels next to them. */
    Map<String, Set<String>> labels() {
        return rows.stream().collect(Collectors.toMap(Row::name, Row::labels, (a, b) -> a, TreeMap::new));
    }

    void coverAll(Scrape scrape) {
        assertThat(scrape.metrics().keySet()).isNotEmpty()
                .allSatisfy(metric -> assertThat(rows).anyMatch(row -> row.covers(metric)));
    }

    void areAllIn(Scrape scrape) {
        assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat(scrape.metrics().keySet()).anyMatch(row::covers));
    }
}
