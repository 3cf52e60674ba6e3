package dev.agentpairing.gateway.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.http.ApiError;

/** Ten failed sign-ins for one address in ten minutes; after that the right password is refused too (contract, section 5). */
@Component
class SignInThrottle {

    static final int FAILURES = 10;
    static final Duration WITHIN = Duration.ofMinutes(10);

    /** More than ten minutes of slow hashes can fill; past it, addresses that were tried once go first. */
    private static final int MOST_ADDRESSES = 50_000;

    private final Cache<UUID, Attempts> addresses =
            Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).expireAfterAccess(WITHIN).build();
    private final Clock clock;

    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    /** Lets one attempt at a time look at the password, so that many at once get no more tries than one after the other. */
    boolean attempt(UUID emailId, BooleanSupplier check) {
        var attempts = addresses.get(emailId, id -> new Attempts());
        attempts.lock.lock();
        try {
            attempts.refuseIfTooMany(clock.instant());
            boolean right = check.getAsBoolean();
            attempts.note(right, clock.instant());
            return right;
        } finally {
            attempts.lock.unlock();
        }
    }

    private static final class Attempts {

        private final ReentrantLock lock = new ReentrantLock();
        private final Deque<Instant> failures = new ArrayDeque<>();

        void refuseIfTooMany(Instant now) {
            while (!failures.isEmpty() && !failures.getFirst().isAfter(now.minus(WITHIN))) {
                failures.removeFirst();
            }
            if (failures.size() >= FAILURES) {
                long wait = Duration.between(now, failures.getFirst().plus(WITHIN)).toSeconds() + 1;
                throw ApiError.rateLimited("Too many failed sign-ins for this address; please try again later.", wait);
            }
        }

        void note(boolean right, Instant now) {
            if (right) {
                failures.clear();
            } else {
                failures.addLast(now);
            }
        }
    }
}
