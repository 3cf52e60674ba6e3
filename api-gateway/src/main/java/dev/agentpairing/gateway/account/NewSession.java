package dev.agentpairing.gateway.account;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import dev.agentpairing.gateway.security.Secrets;
import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.account.AccountCommand.OpenSession;

/** A session to be opened, with the token that only its owner ever sees. */
record NewSession(UUID sessionId, UUID accountId, String token, Instant at) {

    private static final Duration LASTS = Duration.ofHours(12);

    static NewSession of(UUID accountId, Instant at) {
        return new NewSession(UUID.randomUUID(), accountId, Secrets.newSessionToken(), at);
    }

    Instant expiresAt() {
        return at.plus(LASTS);
    }

    OpenSession command() {
        return new OpenSession(sessionId, accountId, Secrets.hash(token), expiresAt(), at);
    }

    Actor actor() {
        return new Actor(accountId, Actor.Kind.SESSION, sessionId);
    }
}
