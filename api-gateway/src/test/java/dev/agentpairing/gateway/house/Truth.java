package dev.agentpairing.gateway.house;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was to be seen at a moment, told from the stored events as they lie in the database, with no help of the program's code. */
final class Truth {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final Comparator<Map<String, @Nullable Object>> NEWEST_FIRST = Comparator
            .<Map<String, @Nullable Object>, String>comparing(item -> (String) item.get("created_at"))
            .thenComparing(item -> (String) item.get("id")).reversed();

    private final Map<String, List<Event>> streams = new LinkedHashMap<>();

    private record Event(String type, Instant at, JsonNode fields) {

        String text(String field) {
            return fields.get(field).stringValue();
        }

        String time(String field) {
            return Truth.text(Instant.parse(text(field)));
        }
    }

    /** @param streams pairings and agents, and others whose events shall be counted */
    static Truth of(Connection log, Collection<UUID> streams) throws SQLException {
        var truth = new Truth();
        var question = "select aggregate_identifier, payload_type, payload from domain_event where aggregate_identifier = ?"
                + " order by sequence_number";
        try (var statement = log.prepareStatement(question)) {
            for (var stream : streams) {
                statement.setString(1, stream.toString());
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        var fields = JSON.readTree(rows.getBytes(3));
                        var type = rows.getString(2).replaceFirst(".*[.$]", "");
                        truth.streams.computeIfAbsent(rows.getString(1), first -> new ArrayList<>())
                                .add(new Event(type, Instant.parse(fields.get("at").stringValue()), fields));
                    }
                }
            }
        }
        return truth;
    }

    /** As the contract writes it. */
    static String text(Instant moment) {
        return FORM.format(moment);
    }

    /** When something happened. */
    List<Instant> moments() {
        return streams.values().stream().flatMap(List::stream).map(Event::at).distinct().sorted().toList();
    }

    /** Of the events of one stream, in their order. */
    List<String> types(UUID stream) {
        return streams.getOrDefault(stream.toString(), List.of()).stream().map(Event::type).toList();
    }

    private Stream<Event> until(String stream, Instant moment) {
        return streams.getOrDefault(stream, List.of()).stream().filter(event -> !event.at.isAfter(moment));
    }

    /** As {@code GET /v1/connections/{id}/pairings} has it. */
    List<Map<String, @Nullable Object>> list(UUID viewer, UUID connection, Instant moment) {
        return pairings(viewer, moment).filter(item -> connection.toString().equals(item.remove("connection"))).toList();
    }

    private Stream<Map<String, @Nullable Object>> pairings(UUID viewer, Instant moment) {
        return streams.keySet().stream().map(stream -> pairing(stream, viewer.toString(), moment)).filter(Objects::nonNull)
                .<Map<String, @Nullable Object>>map(item -> item).sorted(NEWEST_FIRST);
    }

    private @Nullable Map<String, @Nullable Object> pairing(String stream, String viewer, Instant moment) {
        var item = new HashMap<String, @Nullable Object>();
        until(stream, moment).forEach(event -> {
            switch (event.type) {
                case "PairingProposed" -> proposed(item, event, moment);
                case "PairingConfirmed" -> {
                    item.put("status", "active");
                    item.put("confirmed_at", text(event.at));
                    item.put("expires_at", null);
                    item.put("awaiting", null);
                }
                case "PairingRevoked" -> {
                    item.put("status", "revoked");
                    item.put("revoked_at", text(event.at));
                    item.put("revocation_reason", event.text("reason").toLowerCase());
                    item.put("revoked_by", event.fields.get("accountId").asString(null));
                    item.put("expires_at", null);
                    item.put("awaiting", null);
                }
                case "PermissionChanged" -> {
                    item.put("status", "pending");
                    item.put("raw_permission", event.text("permission").toLowerCase());
                    item.put("confirmed_at", null);
                    item.put("expires_at", event.time("expiresAt"));
                    item.put("awaiting", event.text("accountId").equals(item.get("proposed_by")) ? item.get("other")
                            : item.get("proposed_by"));
                }
                default -> item.clear();
            }
        });
        item.remove("other");
        if (item.isEmpty()) {
            return null;
        }
        var raw = (String) item.get("raw_permission");
        item.put("permission", viewer.equals(item.get("proposed_by")) ? raw : flipped(raw));
        return item;
    }

    private static String flipped(@Nullable Object permission) {
        return switch ((String) Objects.requireNonNull(permission)) {
            case "send_only" -> "receive_only";
            case "receive_only" -> "send_only";
            case String both -> both;
        };
    }

    private void proposed(Map<String, @Nullable Object> item, Event event, Instant moment) {
        var agents = Stream.of(event.text("proposerAgentId"), event.text("otherAgentId")).sorted().toList();
        item.put("id", event.text("pairingId"));
        item.put("connection", event.text("connectionId"));
        item.put("status", "pending");
        item.put("raw_permission", event.text("permission").toLowerCase());
        item.put("proposed_by", event.text("proposerId"));
        item.put("created_at", text(event.at));
        item.put("expires_at", event.time("expiresAt"));
        item.put("awaiting", event.text("otherId"));
        item.put("other", event.text("otherId"));
        for (var field : List.of("confirmed_at", "revoked_at", "revocation_reason", "revoked_by")) {
            item.put(field, null);
        }
        side(item, "agent_a", agents.getFirst(), moment);
        side(item, "agent_b", agents.getLast(), moment);
    }

    private void side(Map<String, @Nullable Object> item, String name, String agent, Instant moment) {
        var side = new HashMap<String, @Nullable Object>();
        item.put(name, side);
        until(agent, moment).forEach(event -> {
            switch (event.type) {
                case "AgentRegistered" -> {
                    side.putAll(Map.of("id", agent, "agent_id", event.text("slug"), "name", event.text("name"),
                            "account_id", event.text("accountId")));
                    key(item, name, null, 0);
                }
                case "AgentConnected", "KeyRotated" -> key(item, name, event.text("publicKey"), event.fields.get("keyVersion").intValue());
                case "SigningKeyGiven" -> {}
                case "AgentUpdated" -> side.put("name", event.text("name"));
                case "AgentDisconnected", "AgentDeleted" -> key(item, name, null, 0);
                default -> throw new AssertionError(event);
            }
        });
    }

    private static void key(Map<String, @Nullable Object> item, String name, @Nullable String key, int version) {
        item.put(name + "_public_key", key);
        item.put(name + "_key_version", version);
    }

    /** As {@code GET /v1/check} has it; null for "not found". */
    @Nullable Map<String, @Nullable Object> check(UUID viewer, UUID from, UUID to, Instant moment) {
        var sender = owner(from, moment);
        var receiver = owner(to, moment);
        if (Stream.of(sender, receiver).noneMatch(viewer.toString()::equals) || isDeleted(from, moment) || isDeleted(to, moment)) {
            return null;
        }
        if (Objects.equals(sender, receiver)) {
            return verdict("SAME_ACCOUNT", null, null, moment);
        }
        var all = pairings(viewer, moment).filter(item -> isOf(item, from, to)).toList();
        var open = all.stream().filter(item -> !"revoked".equals(item.get("status"))).findFirst();
        var last = all.stream().max(Comparator.<Map<String, @Nullable Object>, String>comparing(item -> item.get("revoked_at") + "")
                .thenComparing(item -> (String) item.get("id")));
        if (last.isEmpty()) {
            return verdict("NO_PAIRING", null, null, moment);
        }
        var item = open.orElse(last.get());
        var mine = (String) item.get("permission");
        var senders = viewer.toString().equals(sender) ? mine : flipped(mine);
        var reason = switch ((String) Objects.requireNonNull(item.get("status"))) {
            case "pending" -> "PENDING";
            case "active" -> "receive_only".equals(senders) ? "DIRECTION" : "PAIRED";
            default -> "REVOKED";
        };
        return verdict(reason, (String) item.get("id"), mine, moment);
    }

    private @Nullable String owner(UUID agent, Instant moment) {
        return until(agent.toString(), moment).findFirst().map(event -> event.text("accountId")).orElse(null);
    }

    private boolean isDeleted(UUID agent, Instant moment) {
        return until(agent.toString(), moment).anyMatch(event -> event.type.equals("AgentDeleted"));
    }

    private static boolean isOf(Map<String, @Nullable Object> item, UUID one, UUID other) {
        var ids = Stream.of("agent_a", "agent_b").map(side -> ((Map<?, ?>) Objects.requireNonNull(item.get(side))).get("id")).toList();
        return ids.contains(one.toString()) && ids.contains(other.toString());
    }

    private static Map<String, @Nullable Object> verdict(
            String reason, @Nullable String pairing, @Nullable String permission, Instant moment) {
        var verdict = new HashMap<String, @Nullable Object>();
        verdict.put("allowed", reason.equals("PAIRED") || reason.equals("SAME_ACCOUNT"));
        verdict.put("reason", reason);
        verdict.put("pairing_id", pairing);
        verdict.put("permission", permission);
        verdict.put("as_of", text(moment));
        return verdict;
    }
}
