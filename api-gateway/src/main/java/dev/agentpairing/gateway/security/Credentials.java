package dev.agentpairing.gateway.security;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.messages.account.AccountQuery.Credential;
import dev.agentpairing.messages.account.AccountQuery.FindCredential;

/**
 * Whose credential is it? Known ones are remembered by their hash; unknown ones are not, because one may be made at any time. A
 * revoked one is remembered for longer than any look-up takes, so that one in flight cannot bring it back.
 */
@Component
public class Credentials implements MeterBinder {

    private static final int MOST = 100_000;
    static final Duration LONGEST = Duration.ofMinutes(10);

    private final Cache<String, Credential> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).recordStats().build();
    private final Cache<UUID, Boolean> revoked =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST.multipliedBy(2)).build();
    private final Queries queries;
    private final Clock clock;
    private final RevokedElsewhere elsewhere;

    Credentials(Queries queries, Clock clock, RevokedElsewhere elsewhere) {
        this.queries = queries;
        this.clock = clock;
        this.elsewhere = elsewhere;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        CaffeineCacheMetrics.monitor(registry, known, "credentials");
    }

    /** Null for one that opens nothing: unknown, revoked, or over its time. */
    @Nullable Caller find(String secret) {
        var hash = Secrets.hash(secret);
        elsewhere.look(this::revoke);
        var credential = known.getIfPresent(hash);
        if (credential == null) {
            credential = queries.find(new FindCredential(hash), Credential.class);
            if (credential == null) {
                return null;
            }
            known.put(hash, credential);
        }
        if (revoked.getIfPresent(credential.credentialId()) != null || isOver(credential)) {
            known.invalidate(hash);
            return null;
        }
        return new Caller(credential.accountId(), credential.credentialId(), credential.kind(), credential.scopes());
    }

    /** From now on it opens nothing on this node. */
    public void revoke(UUID credentialId) {
        revoked.put(credentialId, true);
    }

    private boolean isOver(Credential credential) {
        return credential.expiresAt() != null && !clock.instant().isBefore(credential.expiresAt());
    }
}
