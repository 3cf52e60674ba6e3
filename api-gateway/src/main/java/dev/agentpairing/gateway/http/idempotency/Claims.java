package dev.agentpairing.gateway.http.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.http.ApiError;

/**
 * Who may run a request. A claim is good for a few seconds and renewed for as long as its request runs, so that a key is soon free again
 * when its process dies. Two that both think they hold it do no harm: the command side carries out one.
 */
@Component
final class Claims {

    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration YOUNG = Duration.ofSeconds(1);
    private static final int TRIES = 5;

    private final Set<Claim> running = ConcurrentHashMap.newKeySet();
    private final KeyTable table;
    private final Clock clock;

    Claims(KeyTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** What a request with a key comes to. */
    sealed interface Outcome {

        record Granted(Claim claim) implements Outcome {}

        record Answered(KeptAnswer answer) implements Outcome {}
    }

    /** @throws ApiError where the key belongs to another request, or this one runs already */
    Outcome claim(KeyedRequest request) {
        for (int tries = 0; tries < TRIES; tries++) {
            var now = clock.instant();
            var claim = new Claim(request, UUID.randomUUID(), 1, now);
            if (table.insert(claim, now.plus(LEASE))) {
                return granted(claim);
            }
            var row = table.find(request);
            if (row != null && row.isOver(now)) {
                table.delete(request, row.requestId());
            } else if (row != null) {
                return claim(request, row, now);
            }
        }
        throw inProgress();
    }

    private Outcome claim(KeyedRequest request, KeyRow row, Instant now) {
        if (!row.fingerprint().equals(request.fingerprint())) {
            throw ApiError.of(409, "IDEMPOTENCY_KEY_REUSED",
                    "This Idempotency-Key was used for another request in the last 24 hours; take a new key for a new request.");
        }
        if (row.answer() != null) {
            return new Outcome.Answered(row.answer());
        }
        var next = new Claim(request, row.requestId(), row.attempt() + 1, now);
        if (row.isClaimed(now) || !table.takeOver(next, now.plus(LEASE))) {
            throw inProgress();
        }
        return granted(next);
    }

    private Outcome granted(Claim claim) {
        running.add(claim);
        return new Outcome.Granted(claim);
    }

    private static ApiError inProgress() {
        return ApiError.of(409, "IDEMPOTENCY_IN_PROGRESS", "The first request with this Idempotency-Key is still running; try again.",
                Map.of("Retry-After", "1"));
    }

    void keep(Claim claim, KeptAnswer answer) {
        running.remove(claim);
        table.answer(claim, answer);
    }

    /** Nothing was done, so that the key is as good as new. */
    void giveUp(Claim claim) {
        running.remove(claim);
        table.delete(claim);
    }

    /** Nobody knows whether it was done; the next attempt will find out. */
    void leave(Claim claim) {
        running.remove(claim);
        table.claimUntil(claim, clock.instant());
    }

    /** What takes longer than others goes on being claimed. */
    void renew() {
        var now = clock.instant();
        running.stream().filter(claim -> claim.since().isBefore(now.minus(YOUNG)))
                .forEach(claim -> table.claimUntil(claim, now.plus(LEASE)));
    }

    void forgetOld() {
        var now = clock.instant();
        table.deleteBefore(now.minus(KeyRow.KEPT), now);
    }
}
