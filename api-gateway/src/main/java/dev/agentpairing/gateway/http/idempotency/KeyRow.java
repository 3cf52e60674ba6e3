package dev.agentpairing.gateway.http.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a key.
 *
 * @param claimedUntil when whoever runs the request is given up, unless it says that it lives
 * @param answer null until there is one
 */
record KeyRow(
        String fingerprint, UUID requestId, int attempt, Instant firstAt, @Nullable Instant claimedUntil, @Nullable KeptAnswer answer) {

    /** Contract, section 1. */
    static final Duration KEPT = Duration.ofHours(24);

    static KeyRow of(ResultSet row) throws SQLException {
        var claimedUntil = row.getObject("claimed_until", OffsetDateTime.class);
        var body = row.getBytes("body");
        return new KeyRow(
                row.getString("fingerprint"), row.getObject("request_id", UUID.class), row.getInt("attempt"),
                row.getObject("first_at", OffsetDateTime.class).toInstant(),
                claimedUntil == null ? null : claimedUntil.toInstant(),
                body == null ? null : new KeptAnswer(row.getInt("status"), row.getString("headers"), body));
    }

    boolean isClaimed(Instant now) {
        return claimedUntil != null && claimedUntil.isAfter(now);
    }

    /** A key means nothing any more a day after it was used first. */
    boolean isOver(Instant now) {
        return !isClaimed(now) && !firstAt.isAfter(now.minus(KEPT));
    }
}
