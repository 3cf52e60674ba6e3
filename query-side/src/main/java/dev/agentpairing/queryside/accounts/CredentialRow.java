package dev.agentpairing.queryside.accounts;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.account.AccountEvent.ApiKeyCreated;
import dev.agentpairing.messages.account.AccountQuery.Kind;
import dev.agentpairing.messages.account.Scope;
import dev.agentpairing.messages.account.SessionEvent.SessionOpened;

/**
 * An API key or a session, found by the hash of its secret. Revoked ones stay as rows, so that an event delivered late cannot
 * bring one back.
 *
 * @param name null for a session, as is {@code prefix}
 * @param expiresAt null for an API key
 */
record CredentialRow(
        String hash,
        UUID credentialId,
        UUID accountId,
        Kind kind,
        Set<Scope> scopes,
        @Nullable String name,
        @Nullable String prefix,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt) {

    static CredentialRow of(ApiKeyCreated event) {
        return new CredentialRow(event.hash(), event.keyId(), event.accountId(), Kind.API_KEY, event.scopes(), event.name(),
                event.prefix(), event.at(), null, null);
    }

    /** A session may everything. */
    static CredentialRow of(SessionOpened event) {
        return new CredentialRow(event.hash(), event.sessionId(), event.accountId(), Kind.SESSION, EnumSet.allOf(Scope.class),
                null, null, event.at(), event.expiresAt(), null);
    }

    CredentialRow revoked(Instant at) {
        return new CredentialRow(hash, credentialId, accountId, kind, scopes, name, prefix, createdAt, expiresAt, at);
    }
}
