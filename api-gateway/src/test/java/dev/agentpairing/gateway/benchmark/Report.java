package dev.agentpairing.gateway.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables, as Markdown, and what of them can be drawn. */
final class Report {

    private final StringBuilder text = new StringBuilder();
    private final Map<String, Map<String, Double>> perSecond = new LinkedHashMap<>();

    void title(String title) {
        text.append("\n## ").append(title).append("\n\n");
    }

    void fact(String format, Object... values) {
        text.append("- ").append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** The empty request must be among them. */
    void loads(String database, Map<Asked, Figure> figures) {
        text.append("\n| load | connections | requests/s | p50 ms | p99 ms | errors | of the empty request |\n")
                .append("|---|---|---|---|---|---|---|\n");
        figures.forEach((asked, figure) -> {
            var empty = figures.get(new Asked("livez", asked.connections()));
            text.append(String.format(Locale.ROOT, "| %s | %d | %,.0f | %.2f | %.2f | %d | %.0f %% |%n", asked.load(), asked.connections(),
                    figure.perSecond(), figure.p50(), figure.p99(), figure.errors(), 100 * figure.perSecond() / empty.perSecond()));
            perSecond.computeIfAbsent(database, name -> new LinkedHashMap<>()).put(asked.toString(), figure.perSecond());
        });
    }

    /** @param aged and the figures of the same load on a new store */
    void ages(Map<Asked, Figure> aged, Map<Asked, Figure> fresh) {
        text.append("\n| load | connections | requests/s, new store | with a long past | times slower | errors |\n")
                .append("|---|---|---|---|---|---|\n");
        fresh.forEach((asked, young) -> {
            var old = aged.get(asked);
            text.append(String.format(Locale.ROOT, "| %s | %d | %,.0f | %,.0f | %.2f | %d |%n", asked.load(), asked.connections(),
                    young.perSecond(), old.perSecond(), young.perSecond() / old.perSecond(), young.errors() + old.errors()));
        });
    }

    /** Requests a second, by database and load. */
    Map<String, Map<String, Double>> perSecond() {
        return perSecond;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** A load and how many connections ask it. */
    record Asked(String load, int connections) {

        @Override
        public String toString() {
            return load + " " + connections;
        }
    }

    /** The medians of several rounds. */
    static Map<Asked, Figure> medians(Map<Asked, List<Figure>> rounds) {
        return rounds.entrySet().stream().collect(Collectors.toMap(
                Map.Entry::getKey, one -> Figure.median(one.getValue()), (a, b) -> a, LinkedHashMap::new));
    }

    static void add(Map<Asked, List<Figure>> rounds, Asked asked, Figure figure) {
        rounds.computeIfAbsent(asked, first -> new ArrayList<>()).add(figure);
    }
}
