package dev.agentpairing.gateway.pairing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.Json;
import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.gateway.http.input.Input;
import dev.agentpairing.gateway.security.Caller;
import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.pairing.HistoryQuery;
import dev.agentpairing.messages.pairing.HistoryQuery.GetHistory;
import dev.agentpairing.messages.pairing.HistoryQuery.Keys;
import dev.agentpairing.messages.pairing.HistoryQuery.Step;

/** What happened to a pairing (contract, section 2.6). */
@RestController
@RequestMapping(produces = "application/json")
class PairingHistory {

    private final Queries queries;

    PairingHistory(Queries queries) {
        this.queries = queries;
    }

    record History(List<Event> events) {}

    /** Only a confirmation names key versions. */
    record Event(
            long sequence,
            String type,
            Instant at,
            By actor,
            @Nullable String permission,
            @Nullable String reason,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("agent_a_key_version") @Nullable Integer agentAKeyVersion,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("agent_b_key_version") @Nullable Integer agentBKeyVersion) {

        static Event of(Step step) {
            var keys = step.keys();
            return new Event(step.sequence(), Json.word(step.kind()), step.at(), By.of(step.actor()), word(step.permission()),
                    step.note() != null ? step.note() : word(step.reason()), version(keys, true), version(keys, false));
        }

        private static @Nullable String word(@Nullable Enum<?> value) {
            return value == null ? null : Json.word(value);
        }

        private static @Nullable Integer version(@Nullable Keys keys, boolean ofA) {
            return keys == null ? null : Integer.valueOf(ofA ? keys.agentA() : keys.agentB());
        }
    }

    record By(@Nullable UUID accountId, String kind, @Nullable UUID credentialId) {

        static By of(Actor actor) {
            return new By(actor.accountId(), Json.word(actor.kind()), actor.credentialId());
        }
    }

    @GetMapping("/v1/pairings/{id}/history")
    History history(Caller caller, Input input) {
        var pairingId = input.pathId("id");
        input.check();
        var history = queries.show(new GetHistory(caller.accountId(), pairingId), HistoryQuery.History.class);
        return new History(history.steps().stream().map(Event::of).toList());
    }
}
