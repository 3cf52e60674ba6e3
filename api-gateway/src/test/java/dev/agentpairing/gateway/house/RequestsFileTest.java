package dev.agentpairing.gateway.house;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.PathContainer;
import org.springframework.jdbc.core.JdbcTemplate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** requests.http, sent as an editor would: from top to bottom, to a service that was just started with the example world. */
class RequestsFileTest {

    private static final Pattern SETTING = Pattern.compile("(?m)^@(\\w+) = (.*)$");
    private static final Pattern PLACE = Pattern.compile("\\{\\{([^}]+)}}");

    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, Answer> named = new TreeMap<>();
    private final Set<String> sent = new LinkedHashSet<>();

    @Test
    void every_block_works_and_every_endpoint_has_one() throws IOException {
        var file = read();
        SETTING.matcher(file).results().forEach(found -> settings.put(found.group(1), found.group(2)));
        var url = Database.H2.freshUrl();
        try (var program = House.program(url, Database.H2.user(), "--pairing.demo=true", "--pairing.admin-token=" + settings.get("operatorToken"))) {
            settings.put("host", "");
            plantDeadLetters(program.getBean(JdbcTemplate.class));
            for (var block : file.split("(?m)^###.*\n")) {
                if (!block.startsWith("#") || block.startsWith("# @name")) {
                    send(new House(House.address(program)), block.strip());
                }
            }
        }
        Database.H2.forget(url);
        assertThat(sent).containsAll(House.on(Database.H2).endpoints());
    }

    /** There are none in the example world. */
    private void plantDeadLetters(JdbcTemplate jdbc) {
        for (var name : List.of("deadLetter", "otherDeadLetter")) {
            jdbc.update("insert into dead_letter (id, view_name, stream, sequence_number, event, cause, since)"
                    + " values (?, 'agents', ?, 0, 'AgentUpdated', 'it cannot be read', current_timestamp)",
                    UUID.fromString(settings.get(name)), UUID.randomUUID().toString());
        }
    }

    private void send(House house, String block) {
        var name = block.startsWith("# @name ") ? block.substring("# @name ".length(), block.indexOf('\n')) : null;
        var parts = filled(name == null ? block : block.substring(block.indexOf('\n') + 1)).split("\n\n", 2);
        var lines = parts[0].split("\n");
        var words = lines[0].split(" ");
        var headers = new TreeMap<String, String>();
        for (int i = 1; i < lines.length; i++) {
            headers.put(lines[i].split(": ", 2)[0], lines[i].split(": ", 2)[1]);
        }
        var credential = headers.remove("Authorization");
        var answer = house.send(words[0], words[1], credential == null ? null : credential.substring("Bearer ".length()),
                parts.length > 1 ? parts[1].strip() : null,
                headers.entrySet().stream().flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                        .toArray(String[]::new));
        assertThat(answer.status()).as(block + "\n" + answer.body()).isBetween(200, 299);
        sent.add(endpoint(words[0], words[1].split("\\?")[0]));
        if (name != null) {
            named.put(name, answer);
        }
    }

    private String filled(String text) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place.group(1))));
    }

    private String value(String place) {
        var parts = place.split("\\.response\\.body\\.");
        @Nullable String value = parts.length == 1 ? settings.get(place)
                : Objects.requireNonNull(named.get(parts[0]), place).text(parts[1]);
        return Objects.requireNonNull(value, place);
    }

    private static String endpoint(String method, String path) {
        return Described.PROGRAM.endpoints().stream()
                .filter(endpoint -> endpoint.method().equals(method) && endpoint.pattern().matches(PathContainer.parsePath(path)))
                .findFirst().map(Described.Endpoint::name).orElse(method + " " + path);
    }

    private static String read() throws IOException {
        try (InputStream file = RequestsFileTest.class.getResourceAsStream("/requests.http")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
        }
    }
}
