package dev.agentpairing.queryside.pairings;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.agent.AgentEvent.AgentDeleted;
import dev.agentpairing.messages.agent.AgentEvent.AgentDisconnected;
import dev.agentpairing.messages.pairing.PairingCommand.EndStranded;
import dev.agentpairing.queryside.log.Streams;
import dev.agentpairing.queryside.pairings.EndCommands.End;
import dev.agentpairing.queryside.pairings.EndCommands.Failure;
import dev.agentpairing.queryside.pairings.StrandedPairings.Stranded;

/** Has pairings end that were left open without a key, in the name of whoever took the key away. Its first look is at all there is. */
final class StrandedSweep {

    private static final int BATCH = 100;

    private final StrandedPairings pairings;
    private final EndCommands ends;
    private final Streams streams;
    private @Nullable Instant dealtWith;

    StrandedSweep(StrandedPairings pairings, EndCommands ends, Streams streams) {
        this.pairings = pairings;
        this.ends = ends;
        this.streams = streams;
    }

    /** @return when to look again */
    Instant run() {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var found = dealtWith == null ? pairings.ever() : pairings.since(dealtWith);
        var failures = new ArrayList<Failure<Stranded>>();
        int failedLast = 0;
        for (int done = 0; done < found.size() && failedLast < BATCH; done += BATCH) {
            var failed = end(found.subList(done, Math.min(done + BATCH, found.size())), now);
            failures.addAll(failed);
            failedLast = failed.size();
        }
        EndCommands.report(failures);
        dealtWith = now.minus(PairingSweeper.SEEN_LATE);
        return now.plus(PairingSweeper.AT_LEAST_EVERY);
    }

    private List<Failure<Stranded>> end(List<Stranded> found, Instant now) {
        var actors = streams.fold(found.stream().map(Stranded::agentId).distinct().toList(), StrandedSweep::whoTookTheKey);
        return ends.send(found, it -> new End(
                new EndStranded(it.pairingId(), it.agentId(), now), actors.getOrDefault(it.agentId(), Actor.SYSTEM)));
    }

    private static @Nullable Actor whoTookTheKey(Stream<DomainEventMessage<?>> events) {
        return events.filter(event -> event.getPayload() instanceof AgentDisconnected || event.getPayload() instanceof AgentDeleted)
                .reduce((earlier, later) -> later).map(event -> Actor.from(event.getMetaData())).orElse(null);
    }
}
