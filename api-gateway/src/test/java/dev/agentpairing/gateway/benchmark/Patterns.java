package dev.agentpairing.gateway.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The stored events of one pairing, from which those of others are made: the same but for ids and times. */
final class Patterns {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PENDING = Duration.ofDays(7);

    private final List<String> sampleIds;
    private final Map<String, Pattern> patterns = new HashMap<>();

    private record Pattern(String type, String payloadType, String revision, ObjectNode payload, ObjectNode metaData) {}

    Patterns(Connection log, Life sample) throws SQLException {
        this.sampleIds = ids(sample);
        var columns = "type, payload_type, payload_revision, payload, meta_data";
        try (var query = log.prepareStatement(
                "select " + columns + " from domain_event where aggregate_identifier in (?, ?) order by global_index")) {
            query.setString(1, sample.id().toString());
            query.setString(2, sample.link().id().toString());
            var rows = query.executeQuery();
            while (rows.next()) {
                var payload = read(rows.getBytes("payload"));
                if (payload.path("pairingId").asString("").equals(sample.id().toString())) {
                    var event = rows.getString("payload_type");
                    patterns.put(event.substring(event.lastIndexOf('$') + 1), new Pattern(rows.getString("type"), event,
                            rows.getString("payload_revision"), payload, read(rows.getBytes("meta_data"))));
                }
            }
        }
    }

    /** That writing what was read gives the same bytes again, so that what is written here has the form of what was stored. */
    private static ObjectNode read(byte[] stored) {
        var tree = (ObjectNode) JSON.readTree(stored);
        if (!Arrays.equals(JSON.writeValueAsBytes(tree), stored)) {
            throw new IllegalStateException("Stored in another form: " + tree);
        }
        return tree;
    }

    /** @param insert takes type, time, type of the payload, its revision, payload and metadata, from the given place on */
    void fill(PreparedStatement insert, int place, String event, Life life, UUID command, Instant at) throws SQLException {
        var pattern = patterns.get(event);
        insert.setString(place, pattern.type);
        insert.setString(place + 1, at.truncatedTo(ChronoUnit.MILLIS).toString());
        insert.setString(place + 2, pattern.payloadType);
        insert.setString(place + 3, pattern.revision);
        insert.setBytes(place + 4, form(pattern.payload, life, command, at));
        insert.setBytes(place + 5, form(pattern.metaData, life, command, at));
    }

    private byte[] form(ObjectNode pattern, Life life, UUID command, Instant at) {
        var made = JSON.createObjectNode();
        var ids = ids(life);
        for (var field : pattern.properties()) {
            switch (field.getKey()) {
                case "at" -> made.put("at", at.toString());
                case "expiresAt" -> made.put("expiresAt", at.plus(PENDING).toString());
                case "agentA" -> made.put("agentA", life.firstAgent().toString());
                case "agentB" -> made.put("agentB", life.secondAgent().toString());
                case "correlationId", "traceId" -> made.put(field.getKey(), command.toString());
                default -> {
                    if (field.getValue().isString()) {
                        made.put(field.getKey(), exchanged(field.getValue().stringValue(), ids));
                    } else {
                        made.set(field.getKey(), field.getValue());
                    }
                }
            }
        }
        return JSON.writeValueAsBytes(made);
    }

    private String exchanged(String value, List<String> ids) {
        int which = sampleIds.indexOf(value);
        return which < 0 ? value : ids.get(which);
    }

    private static List<String> ids(Life life) {
        return Stream.of(life.id(), life.link().id(), life.link().inviter().id(), life.link().invitee().id(), life.agents().mine(),
                life.agents().theirs()).map(UUID::toString).toList();
    }
}
