package dev.agentpairing.gateway.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.messages.account.AccountQuery;
import dev.agentpairing.messages.account.AccountQuery.ListRevoked;

/**
 * A credential that was revoked through any node is refused by this one a quarter of a second later at the latest (contract, section 5).
 * A request asks for the latest revocations if nobody has lately; an idle node asks nothing.
 */
@Component
class RevokedElsewhere {

    private static final long EVERY_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LATEST_NANOS = Duration.ofMillis(200).toNanos();

    /** How far clocks may differ, and how long a revocation may take to be stored. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final Queries queries;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile long looked = System.nanoTime() - LATEST_NANOS;
    private Instant lookedAt = Instant.EPOCH;

    RevokedElsewhere(Queries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    /** Whoever comes while somebody looks goes on with what is known, unless that is too old. */
    void look(Consumer<UUID> revoked) {
        long age = System.nanoTime() - looked;
        if (age < EVERY_NANOS) {
            return;
        }
        if (age < LATEST_NANOS) {
            if (looking.tryLock()) {
                lookAndUnlock(revoked);
            }
        } else {
            looking.lock();
            lookAndUnlock(revoked);
        }
    }

    private void lookAndUnlock(Consumer<UUID> revoked) {
        try {
            if (System.nanoTime() - looked >= EVERY_NANOS) {
                ask(revoked);
            }
        } finally {
            looking.unlock();
        }
    }

    /** What no cache can hold any more need not be asked for. */
    private void ask(Consumer<UUID> revoked) {
        long begun = System.nanoTime();
        var now = clock.instant();
        var oldest = now.minus(Credentials.LONGEST);
        var since = lookedAt.isBefore(oldest) ? oldest : lookedAt;
        queries.ask(new ListRevoked(since.minus(OVERLAP)), AccountQuery.Credentials.class).credentialIds().forEach(revoked);
        looked = begun;
        lookedAt = now;
    }
}
