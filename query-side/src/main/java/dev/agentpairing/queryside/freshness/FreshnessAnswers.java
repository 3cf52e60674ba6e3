package dev.agentpairing.queryside.freshness;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.axonframework.queryhandling.QueryHandler;

import dev.agentpairing.messages.freshness.FreshnessQuery.AwaitPosition;
import dev.agentpairing.messages.freshness.FreshnessQuery.AwaitWrite;
import dev.agentpairing.messages.freshness.FreshnessQuery.Reached;
import dev.agentpairing.queryside.rows.Claim;

/** Waits with a limit: the one place that decides what a read or a writer waits for. */
final class FreshnessAnswers {

    private final LocalProgress local;
    private final RemoteProgress remote;
    private final Claim claim;

    FreshnessAnswers(LocalProgress local, RemoteProgress remote, Claim claim) {
        this.local = local;
        this.remote = remote;
        this.claim = claim;
    }

    @QueryHandler
    CompletableFuture<Reached> answer(AwaitWrite query) {
        return claim.held()
                ? limited(local.write(query.commandId(), query.events()), query.atMost(), local.position())
                : limited(remote.write(query.commandId(), query.events()), query.atMost(), Positions.NOTHING);
    }

    @QueryHandler
    CompletableFuture<Reached> answer(AwaitPosition query) {
        var waiting = claim.held() ? local.position(query.position()) : remote.position(query.position());
        return limited(waiting, query.atMost(), query.position());
    }

    private static CompletableFuture<Reached> limited(CompletableFuture<Reached> waiting, Duration atMost, long position) {
        return waiting.completeOnTimeout(new Reached(false, position), atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
