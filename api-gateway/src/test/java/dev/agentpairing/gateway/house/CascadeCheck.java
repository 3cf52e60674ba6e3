package dev.agentpairing.gateway.house;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.agentpairing.gateway.house.CascadeTrial.Cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What must be true of a program that was killed while pairings ended, as the next one shows it and the log has it. */
record CascadeCheck(Cut cut, House house) {

    /** @return how each was found */
    List<String> wholeOrAbsentThenDone() {
        var found = new ArrayList<String>();
        var before = shown();
        for (int i = 0; i < cut.cascades().size(); i++) {
            found.add(finish(cut.cascades().get(i), cut.answers().get(i), before));
        }
        var expired = cut.expiring().stream().filter(id -> reason(before.get(id)) != null).count();
        found.add("expired, " + (expired == 0 ? "none" : expired < cut.expiring().size() ? "some" : "all"));
        await().untilAsserted(() -> assertThat(shown()).allSatisfy((id, item) -> assertThat(reason(item)).isNotNull()));
        var after = shown();
        cut.cascades().forEach(cascade -> assertThat(cascade.pairings()).allSatisfy(id ->
                assertThat(reason(after.get(id))).isEqualTo(cascade.reason())));
        assertThat(cut.expiring()).allSatisfy(id -> assertThat(reason(after.get(id))).isEqualTo("expired"));
        return found;
    }

    private String finish(Cascade cascade, @Nullable Answer answer, Map<UUID, JsonNode> before) {
        int all = cascade.pairings().size();
        int over = (int) cascade.pairings().stream().filter(id -> reason(before.get(id)) != null).count();
        assertThat(over).as(cascade.reason()).isIn(answer == null ? 0 : all, all);
        cascade.finish(house, over == all);
        return cascade.reason() + ", " + (answer != null ? answer.is(200).status() : over == 0 ? "absent" : "whole");
    }

    /** As Alice sees them. */
    private Map<UUID, JsonNode> shown() {
        var items = new HashMap<UUID, JsonNode>();
        cut.connections().forEach(connection -> list(cut.alice(), connection).forEach(item ->
                items.put(UUID.fromString(item.get("id").stringValue()), item)));
        items.keySet().retainAll(new HashSet<>(cut.pairings()));
        assertThat(items).hasSize(cut.pairings().size());
        return items;
    }

    private JsonNode list(Account viewer, UUID connection) {
        return viewer.at(house).get("/v1/connections/" + connection + "/pairings").is(200).at("/pairings");
    }

    /** Null while it is open. */
    private static @Nullable String reason(@Nullable JsonNode item) {
        return Objects.requireNonNull(item).get("revocation_reason").asString(null);
    }

    /** Each pairing ended once, each pair is free again, and what is shown is what the events say. */
    void agreesWith(Connection log) throws SQLException {
        var truth = Truth.of(log, Stream.of(cut.pairings(), cut.agents(), cut.connections()).flatMap(List::stream).toList());
        assertThat(cut.pairings()).allSatisfy(id -> assertThat(truth.types(id)).containsOnlyOnce("PairingRevoked"));
        for (var connection : cut.connections()) {
            var types = truth.types(connection);
            if (types.contains("ConnectionRevoked")) {
                assertThat(types).containsOnlyOnce("ConnectionRevoked").doesNotContain("PairClosed");
            } else {
                assertThat(count(types, "PairClosed")).isEqualTo(count(types, "PairOpened"));
            }
            assertThat(cut.alice().at(house).get("/v1/connections/" + connection).is(200).at("/pairing_count").intValue()).isZero();
        }
        var now = Instant.now();
        for (int i = 0; i < cut.others().size(); i++) {
            for (var viewer : List.of(cut.alice(), cut.others().get(i))) {
                assertThat(mapped(list(viewer, cut.connections().get(i)))).isEqualTo(truth.list(viewer.id(), cut.connections().get(i), now));
            }
        }
    }

    private static long count(List<String> types, String type) {
        return types.stream().filter(type::equals).count();
    }

    private List<Map<String, @Nullable Object>> mapped(JsonNode list) {
        var ids = cut.pairings().stream().map(UUID::toString).toList();
        return list.valueStream().map(PastProof::map).filter(item -> ids.contains(item.get("id"))).toList();
    }

    /** Everything that is shown to anyone, by path. */
    Map<String, String> everything() {
        var answers = new TreeMap<String, String>();
        for (var account : Stream.concat(Stream.of(cut.alice()), cut.others().stream()).toList()) {
            var paths = new ArrayList<>(List.of("account", "agents", "blocked", "connections", "connections?status=revoked", "pairings"));
            account.at(house).get("/v1/connections").is(200).at("/connections").forEach(it ->
                    paths.add("connections/" + it.get("id").stringValue() + "/pairings"));
            for (var path : paths) {
                answers.put(account.email() + " " + path, account.at(house).get("/v1/" + path).is(200).body());
            }
        }
        return answers;
    }
}
