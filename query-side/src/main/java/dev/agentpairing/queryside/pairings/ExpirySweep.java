package dev.agentpairing.queryside.pairings;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.config.Configuration;
import org.axonframework.queryhandling.QueryGateway;

import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.freshness.FreshnessQuery.AwaitPosition;
import dev.agentpairing.messages.freshness.FreshnessQuery.Reached;
import dev.agentpairing.messages.pairing.PairingCommand.ExpirePairing;
import dev.agentpairing.queryside.pairings.DuePairings.Pending;

/** Looks for pending pairings that are due, from where everything before has been dealt with, and has them ended batch by batch. */
final class ExpirySweep {

    static final Duration AT_LEAST_EVERY = Duration.ofSeconds(1);

    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(2);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

    /** Where clocks of nodes differ or an append takes long, a pairing may be due before it is seen at all. */
    private static final Duration SEEN_LATE = Duration.ofMinutes(1);

    private final DuePairings pairings;
    private final CommandBus commands;
    private final QueryGateway queries;
    private final Configuration axon;
    private Pending dealtWith = Pending.before(Instant.EPOCH);

    private record Failure(Pending pending, Throwable cause) {}

    ExpirySweep(DuePairings pairings, CommandBus commands, QueryGateway queries, Configuration axon) {
        this.pairings = pairings;
        this.commands = commands;
        this.queries = queries;
        this.axon = axon;
    }

    /** @return when the next pairing is due, or a little later, so that those proposed until then are seen in time */
    Instant run() {
        awaitViews();
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var soon = now.plus(AT_LEAST_EVERY);
        var failures = new ArrayList<Failure>();
        var place = dealtWith;
        while (true) {
            var until = pairings.stretch(place, soon);
            var batch = pairings.between(place, until);
            var due = batch.stream().takeWhile(pending -> !pending.dueAt().isAfter(now)).toList();
            var failed = end(due, now);
            failures.addAll(failed);
            boolean full = batch.size() == DuePairings.BATCH;
            boolean through = due.size() < batch.size() || !full && until.equals(soon);
            if (through || failed.size() == DuePairings.BATCH) {
                settle(now.minus(SEEN_LATE), failures);
                return due.size() < batch.size() ? batch.get(due.size()).dueAt() : soon;
            }
            place = full ? batch.getLast() : Pending.after(until);
        }
    }

    /** What is stored now must be shown, or else it could be missed. */
    private void awaitViews() {
        var head = axon.eventStore().createHeadToken();
        var stored = new AwaitPosition(head == null ? -1 : head.position().orElse(-1), SHOWN_WITHIN);
        if (!queries.query(stored, Reached.class).orTimeout(ANSWERED_WITHIN.toSeconds(), TimeUnit.SECONDS).join().reached()) {
            throw new IllegalStateException("the views do not show yet what is stored");
        }
    }

    private List<Failure> end(List<Pending> due, Instant now) {
        var answers = due.stream().map(pending -> end(pending, now)).toList();
        return answers.stream().map(CompletableFuture::join).filter(Objects::nonNull).toList();
    }

    /** Answered with null where it worked. Not by Axon's gateway, which writes each failure to the program's log. */
    private CompletableFuture<Failure> end(Pending pending, Instant now) {
        var answer = new CompletableFuture<Failure>();
        var command = GenericCommandMessage.asCommandMessage(new ExpirePairing(pending.pairingId(), now))
                .withMetaData(Actor.SYSTEM.toMetaData());
        commands.dispatch(command, (sent, result) ->
                answer.complete(result.isExceptional() ? new Failure(pending, result.exceptionResult()) : null));
        return answer.completeOnTimeout(
                new Failure(pending, new TimeoutException("no answer in time")), ANSWERED_WITHIN.toSeconds(), TimeUnit.SECONDS);
    }

    /** What failed, and all behind it, is looked at again. */
    private void settle(Instant until, List<Failure> failures) {
        if (failures.isEmpty()) {
            dealtWith = Pending.before(until);
            return;
        }
        var first = failures.getFirst();
        dealtWith = Pending.before(first.pending.dueAt().isBefore(until) ? first.pending.dueAt() : until);
        throw new IllegalStateException(failures.size() + " of them were not ended: " + first.cause, first.cause);
    }
}
