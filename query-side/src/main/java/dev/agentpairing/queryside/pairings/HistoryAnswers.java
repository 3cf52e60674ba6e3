package dev.agentpairing.queryside.pairings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.pairing.HistoryQuery.GetHistory;
import dev.agentpairing.messages.pairing.HistoryQuery.History;
import dev.agentpairing.messages.pairing.HistoryQuery.Keys;
import dev.agentpairing.messages.pairing.HistoryQuery.Kind;
import dev.agentpairing.messages.pairing.HistoryQuery.Step;
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingProposed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.PairingEvent.PermissionChanged;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;
import dev.agentpairing.queryside.deadletters.DeadLetters;
import dev.agentpairing.queryside.deadletters.Parking;
import dev.agentpairing.queryside.log.Streams;

/** What happened to a pairing: its stream, as one account may read it. */
final class HistoryAnswers {

    private final PairingRows rows;
    private final Streams streams;
    private final Parking parking;

    HistoryAnswers(PairingRows rows, Streams streams, DeadLetters letters) {
        this.rows = rows;
        this.streams = streams;
        this.parking = letters.of(HistoryAnswers.class);
    }

    /** As far as the view has come, and without what it never takes, so that the history and the pairing agree. */
    @QueryHandler
    @Nullable History answer(GetHistory query) {
        var viewer = query.accountId();
        var found = rows.pairings(null, PairingsAnswers.ONE, query.pairingId(), viewer, viewer);
        if (found.isEmpty()) {
            return null;
        }
        long last = found.getFirst().version();
        var discarded = parking.discarded(List.of(query.pairingId())).getOrDefault(query.pairingId().toString(), Set.of());
        return new History(streams.fold(List.of(query.pairingId()), events -> steps(
                viewer, events.filter(event -> !discarded.contains(event.getSequenceNumber())), last)).get(query.pairingId()));
    }

    private static List<Step> steps(UUID viewer, Stream<DomainEventMessage<?>> events, long last) {
        var steps = new ArrayList<Step>();
        PairingRow row = null;
        long told = -1;
        for (var message : (Iterable<DomainEventMessage<?>>) events::iterator) {
            long sequence = message.getSequenceNumber();
            if (sequence > told && sequence <= last) { // what is there twice is told once
                told = sequence;
                var event = (PairingEvent) message.getPayload();
                row = PairingRow.after(row, event);
                steps.add(step(sequence + 1, event, Actor.from(message.getMetaData()), row.permissionOf(viewer)));
            }
        }
        return steps;
    }

    private static Step step(long sequence, PairingEvent event, Actor actor, Permission permission) {
        return switch (event) {
            case PairingProposed it -> new Step(sequence, Kind.PROPOSED, it.at(), actor, permission, null, null, null);
            case PairingConfirmed it -> new Step(sequence, Kind.CONFIRMED, it.at(), actor, permission, null, null,
                    new Keys(it.agentAKeyVersion(), it.agentBKeyVersion()));
            case PermissionChanged it -> new Step(sequence, Kind.PERMISSION_CHANGED, it.at(), actor, permission, null, null, null);
            case PairingRevoked it -> new Step(sequence, kind(it.reason()), it.at(), actor, null, it.reason(), it.note(), null);
        };
    }

    private static Kind kind(RevocationReason reason) {
        return switch (reason) {
            case DECLINED -> Kind.DECLINED;
            case WITHDRAWN -> Kind.WITHDRAWN;
            case EXPIRED -> Kind.EXPIRED;
            case REVOKED, CONNECTION_REVOKED, ACCOUNT_BLOCKED, AGENT_DISCONNECTED, AGENT_DELETED -> Kind.REVOKED;
        };
    }
}
