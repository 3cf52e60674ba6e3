package dev.agentpairing.gateway.security;

import java.time.Clock;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.messages.agent.AgentQuery.FindConnectToken;
import dev.agentpairing.messages.agent.AgentQuery.TokenHolder;

/** Whom does a connection token let in? Nobody, when it was used or its time is over. */
@Component
class ConnectionTokens {

    private final Queries queries;
    private final Clock clock;

    ConnectionTokens(Queries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    Newcomer find(@Nullable String token) {
        if (token == null) {
            throw ApiError.unauthorized();
        }
        var hash = Secrets.hash(token);
        var holder = queries.find(new FindConnectToken(hash), TokenHolder.class);
        if (holder == null || !clock.instant().isBefore(holder.expiresAt())) {
            throw ApiError.unauthorized();
        }
        return new Newcomer(holder.agentId(), holder.accountId(), hash);
    }
}
