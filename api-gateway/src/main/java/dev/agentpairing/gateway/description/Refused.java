package dev.agentpairing.gateway.description;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Why an endpoint may refuse: for reasons of its own, and for those that many have. */
record Refused(Operation operation) {

    /** From status to codes, and from code to when it is answered; an endpoint's own words are better than those for all. */
    Map<String, Map<String, String>> byStatus() {
        var statuses = new TreeMap<String, Map<String, String>>();
        operation.part("refusals").forEach((key, when) -> add(statuses, key, when));
        general().forEach(key -> add(statuses, key, ((Map<?, ?>) operation.rules().get("refusals")).get(key)));
        return statuses;
    }

    private Set<String> general() {
        var keys = new LinkedHashSet<>(List.of("400 VALIDATION_ERROR", "406 NOT_ACCEPTABLE", "500 INTERNAL_ERROR", "503 UNAVAILABLE"));
        if (operation.hasParameter()) {
            keys.add("404 NOT_FOUND");
        }
        var wanted = operation.wanted();
        if (!wanted.credentials().isEmpty()) {
            keys.add("401 UNAUTHORIZED");
        }
        if (wanted.isAccount()) {
            keys.add("429 RATE_LIMITED");
        }
        if (wanted.isRefusedToSome()) {
            keys.add("403 FORBIDDEN");
        }
        ofBodies(keys);
        if (operation.named("headers").contains("If-Match")) {
            keys.add("412 PRECONDITION_FAILED");
        }
        return keys;
    }

    private void ofBodies(Set<String> keys) {
        if (operation.hasBody()) {
            keys.add("415 UNSUPPORTED_MEDIA_TYPE");
        }
        if (operation.hasBody() || operation.isKeyed()) {
            keys.add("413 PAYLOAD_TOO_LARGE");
        }
        if (operation.isKeyed()) {
            keys.addAll(List.of("409 IDEMPOTENCY_KEY_REUSED", "409 IDEMPOTENCY_IN_PROGRESS"));
        }
    }

    private static void add(Map<String, Map<String, String>> statuses, String key, Object when) {
        var parts = key.split(" ");
        statuses.computeIfAbsent(parts[0], status -> new LinkedHashMap<>()).merge(parts[1], when.toString(), (own, general) ->
                parts[1].equals("NOT_FOUND") || parts[1].equals("UNAUTHORIZED") ? own : own + ", or " + general);
    }
}
