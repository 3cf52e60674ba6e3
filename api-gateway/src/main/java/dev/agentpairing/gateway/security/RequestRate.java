package dev.agentpairing.gateway.security;

import java.time.Duration;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.http.ApiError;

/**
 * How many requests an account may make in a minute; its minutes begin with its first request. Told with every answer, in the headers of
 * the IETF's draft-ietf-httpapi-ratelimit-headers.
 */
@Component
class RequestRate {

    private static final int MOST_ACCOUNTS = 100_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Cache<UUID, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MOST_ACCOUNTS).expireAfterAccess(MINUTE.multipliedBy(2)).build();
    private final int perMinute;
    private final String policy;
    private final TimeMeter time;

    @Autowired
    RequestRate(@Value("${pairing.rate-limit.per-minute:6000}") int perMinute) {
        this(perMinute, TimeMeter.SYSTEM_NANOTIME);
    }

    RequestRate(int perMinute, TimeMeter time) {
        this.perMinute = perMinute;
        this.policy = "\"default\";q=" + perMinute + ";w=" + MINUTE.toSeconds();
        this.time = time;
    }

    void count(UUID accountId, HttpServletResponse response) {
        if (perMinute == 0) {
            return;
        }
        var use = buckets.get(accountId, _ -> full()).tryConsumeAndReturnRemaining(1);
        response.setHeader("RateLimit-Policy", policy);
        response.setHeader(
                "RateLimit", "\"default\";r=" + use.getRemainingTokens() + ";t=" + seconds(use.getNanosToWaitForReset()));
        if (!use.isConsumed()) {
            throw ApiError.rateLimited(
                    "This account has made as many requests as one minute allows: " + perMinute + ".",
                    seconds(use.getNanosToWaitForRefill()));
        }
    }

    private Bucket full() {
        return Bucket.builder().addLimit(limit -> limit.capacity(perMinute).refillIntervally(perMinute, MINUTE))
                .withCustomTimePrecision(time).build();
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, SECOND);
    }
}
