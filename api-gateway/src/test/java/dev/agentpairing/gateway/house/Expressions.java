package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the files for operators ask of Prometheus, in its query language. */
final class Expressions {

    /** Texts, selections, ranges, and the labels that something is summed by: none of it names a metric. */
    private static final Pattern NO_METRICS = Pattern.compile(
            "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)|\\$\\w+");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.:])[a-zA-Z_:][\\w:]*(?![\\w:])(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");

    private Expressions() {}

    /** Of every panel, and those that fill the dashboard's variables. */
    static List<String> ofDashboard(Path file) throws IOException {
        var dashboard = JsonMapper.builder().build().readTree(Files.readString(file));
        var variables = dashboard.at("/templating/list").valueStream().map(variable -> variable.at("/query/query").asString(""))
                .filter(query -> query.startsWith("label_values(")).map(query -> query.replaceAll("label_values\\(([^,]*),.*", "$1"));
        return Stream.concat(variables, dashboard.get("panels").valueStream()
                .flatMap(panel -> panel.get("targets").valueStream()).map((JsonNode target) -> target.get("expr").stringValue())).toList();
    }

    static Set<String> metrics(String expression) {
        return NAME.matcher(NO_METRICS.matcher(expression).replaceAll(" ")).results().map(MatchResult::group)
                .filter(name -> !WORDS.contains(name)).collect(Collectors.toCollection(TreeSet::new));
    }
}
