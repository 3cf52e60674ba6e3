package dev.agentpairing.gateway.house;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the Prometheus endpoint showed. */
record Scrape(List<Sample> samples) {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern PART = Pattern.compile("_(count|sum|max|bucket)$");

    record Sample(String name, Map<String, String> labels, double value) {}

    static Scrape of(String text) {
        return new Scrape(SAMPLE.matcher(text).results().map(Scrape::sample).toList());
    }

    private static Sample sample(MatchResult line) {
        var labels = new TreeMap<String, String>();
        if (line.group(2) != null) {
            LABEL.matcher(line.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        return new Sample(line.group(1), labels, Double.parseDouble(line.group(3)));
    }

    Set<String> names() {
        return samples.stream().map(Sample::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of all metrics, each once, with the names of their labels. */
    Map<String, Set<String>> metrics() {
        var names = names();
        var metrics = new TreeMap<String, Set<String>>();
        for (var sample : samples) {
            var whole = PART.matcher(sample.name).replaceFirst("");
            var metric = names.contains(whole + "_count") ? whole : sample.name;
            var labels = metrics.computeIfAbsent(metric, first -> new TreeSet<>());
            sample.labels.keySet().stream().filter(label -> !label.equals("le")).forEach(labels::add);
        }
        return metrics;
    }

    /** The sum over all that has these labels, given as names and values in turn. */
    double value(String name, String... labels) {
        return samples.stream().filter(sample -> sample.name.equals(name)).filter(sample -> {
            for (int i = 0; i < labels.length; i += 2) {
                if (!labels[i + 1].equals(sample.labels.get(labels[i]))) {
                    return false;
                }
            }
            return true;
        }).mapToDouble(Sample::value).sum();
    }
}
