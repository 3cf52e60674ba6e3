package dev.agentpairing.gateway.house;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Asks for the past of a life: at any moment it must be what the stored events say. */
final class PastProof {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Life life;
    private final Random random;
    private final Truth truth;

    PastProof(Life life, Random random, Connection log) throws SQLException {
        this.life = life;
        this.random = random;
        this.truth = Truth.of(log, life.streams());
    }

    /** The moments of some events, the one before each, and some between. @return how many answers agreed */
    int compare(int events) {
        var moments = new ArrayList<>(truth.moments());
        Collections.shuffle(moments, random);
        int compared = 0;
        for (var moment : moments.subList(0, Math.min(events, moments.size()))) {
            for (long micros : new long[] {0, -1, random.nextLong(-100_000, 0)}) {
                compare(moment.plus(micros, ChronoUnit.MICROS));
                compared += 3;
            }
        }
        return compared;
    }

    private void compare(Instant moment) {
        var account = life.anyone();
        var connection = life.one(life.connections);
        var list = truth.list(account.id(), connection, moment);
        var path = "/v1/connections/" + connection + "/pairings?as_of=" + moment;
        assertThat(items(account, path)).as(path).isEqualTo(list);
        var status = status(random);
        var narrowed = path + "&limit=" + (1 + random.nextInt(3)) + "&status=" + status;
        assertThat(items(account, narrowed)).as(narrowed)
                .isEqualTo(list.stream().filter(item -> status.equals(item.get("status"))).toList());
        var from = life.one(random.nextInt(10) == 0 ? life.theirs : life.mine);
        var to = life.one(life.theirs);
        var asking = random.nextBoolean() ? life.bob : account;
        var answer = asking.get("/v1/check?from=" + from + "&to=" + to + "&as_of=" + moment);
        var expected = truth.check(asking.id(), from, to, moment);
        assertThat(answer.status() == 404 ? null : map(answer.is(200).json())).as(answer.body()).isEqualTo(expected);
    }

    static String status(Random random) {
        return List.of("pending", "active", "revoked").get(random.nextInt(3));
    }

    /** Of all pages. */
    private static List<Map<String, @Nullable Object>> items(Account account, String path) {
        var items = new ArrayList<Map<String, @Nullable Object>>();
        for (var cursor = ""; cursor != null;) {
            var page = account.get(path + cursor).is(200).json();
            page.get("pairings").forEach(item -> items.add(map(item)));
            cursor = page.has("next_cursor") ? "&cursor=" + page.get("next_cursor").stringValue() : null;
        }
        return items;
    }

    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> map(JsonNode json) {
        return JSON.convertValue(json, Map.class);
    }
}
