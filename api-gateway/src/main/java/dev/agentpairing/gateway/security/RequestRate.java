package dev.agentpairing.gateway.security;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.http.ApiError;

/**
 * How many requests an account may make in a minute. Each moves a mark ahead by its share of the minute; a mark a whole minute
 * ahead means that the minute is used up (the generic cell rate algorithm: one number for each account, no timer).
 */
@Component
class RequestRate {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Cache<UUID, AtomicLong> marks = Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(2)).build();
    private final int perMinute;
    private final Clock clock;

    RequestRate(@Value("${pairing.rate-limit.per-minute:6000}") int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    void count(UUID accountId) {
        if (perMinute == 0) {
            return;
        }
        var instant = clock.instant();
        long now = instant.getEpochSecond() * SECOND + instant.getNano();
        var mark = marks.get(accountId, id -> new AtomicLong());
        long before = mark.getAndUpdate(m -> isOver(moved(m, now), now) ? m : moved(m, now));
        long after = moved(before, now);
        if (isOver(after, now)) {
            long wait = Math.ceilDiv(after - now - MINUTE, SECOND);
            throw ApiError.rateLimited("This account has made as many requests as one minute allows: " + perMinute + ".", wait);
        }
    }

    private long moved(long mark, long now) {
        return Math.max(mark, now) + MINUTE / perMinute;
    }

    private static boolean isOver(long mark, long now) {
        return mark > now + MINUTE;
    }
}
