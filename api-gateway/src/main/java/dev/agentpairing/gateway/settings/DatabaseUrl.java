package dev.agentpairing.gateway.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What the address of the database must say. On H2, the program's SQL needs some of it, and that nothing acknowledged is lost the rest:
 * whoever names another file need not know that. What the address does say stays.
 */
public final class DatabaseUrl {

    private static final String SETTING = "spring.datasource.url";
    private static final String H2 = "jdbc:h2:";
    private static final String MODE = "MODE";
    private static final String DIALECT = "PostgreSQL";
    private static final List<String> NEEDED = List.of(
            MODE + "=" + DIALECT, "DATABASE_TO_LOWER=TRUE", "DEFAULT_NULL_ORDERING=HIGH", "WRITE_DELAY=0", "DB_CLOSE_ON_EXIT=FALSE",
            "TRACE_LEVEL_FILE=0"); // a file of errors beside the database, with the values of statements in it

    /** What H2 does not take together with some of them, and who says that wants it so. */
    private static final Map<String, String> INSTEAD = Map.of("DATABASE_TO_LOWER", "DATABASE_TO_UPPER", "DB_CLOSE_ON_EXIT", "AUTO_SERVER");

    private DatabaseUrl() {}

    public static void complete(ConfigurableEnvironment environment) {
        var url = environment.getProperty(SETTING);
        if (url == null) {
            return;
        }
        if (url.isBlank()) { // which would mean one in memory
            throw new SettingProblem(SETTING, "is empty, so nothing would be kept; name a database, or leave it away");
        }
        var complete = complete(url);
        if (!complete.equals(url)) {
            environment.getPropertySources().addFirst(new MapPropertySource("h2-options", Map.of(SETTING, complete)));
        }
    }

    public static boolean isH2(@Nullable String url) {
        return url != null && url.startsWith(H2);
    }

    static String complete(String url) {
        if (!isH2(url)) {
            return url;
        }
        var given = Stream.of(url.split(";")).skip(1).map(option -> option.split("=", 2))
                .collect(Collectors.toMap(option -> name(option[0]), option -> option.length > 1 ? option[1] : "", (first, _) -> first));
        if (!given.getOrDefault(MODE, DIALECT).equalsIgnoreCase(DIALECT)) {
            throw new SettingProblem(SETTING, "its MODE is '" + given.get(MODE) + "', but must be " + DIALECT + "; leave it away");
        }
        var lacking = NEEDED.stream().filter(option -> {
            var name = name(option.split("=", 2)[0]);
            return !given.containsKey(name) && !given.containsKey(INSTEAD.getOrDefault(name, name));
        });
        return Stream.concat(Stream.of(url), lacking).collect(Collectors.joining(";"));
    }

    private static String name(String option) {
        return option.strip().toUpperCase(Locale.ROOT);
    }
}
