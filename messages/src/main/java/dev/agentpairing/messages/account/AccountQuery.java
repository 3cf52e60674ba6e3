package dev.agentpairing.messages.account;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What can be known of accounts and their credentials. */
public sealed interface AccountQuery {

    /** Answered with {@link Account}, or null. */
    record GetAccount(UUID accountId) implements AccountQuery {}

    /** Answered with {@link Login}, or null. */
    record FindLogin(UUID emailId) implements AccountQuery {}

    /** Whose API key or session is it? Answered with {@link Credential}, or null for an unknown or revoked one. */
    record FindCredential(String hash) implements AccountQuery {}

    /** API keys revoked and sessions closed at that moment or later, of every account. Answered with {@link Credentials}. */
    record ListRevoked(Instant since) implements AccountQuery {}

    /** Those not revoked, oldest first. Answered with {@link ApiKeys}. */
    record ListApiKeys(UUID accountId) implements AccountQuery {}

    /** How many accounts are there, and is this one among them? Answered with {@link Census}. */
    record CountAccounts(UUID accountId) implements AccountQuery {}

    /** Who is behind these accounts? Answered with {@link Persons}; one who has been erased is not in it. */
    record FindPersons(Set<UUID> accountIds) implements AccountQuery {}

    record Account(UUID accountId, String email, String name, String plan, Instant createdAt, int agents, int apiKeys, int connections) {}

    record Persons(List<Person> persons) {}

    record Person(UUID accountId, String name, String email) {}

    record Login(UUID accountId, String passwordHash) {}

    /** @param expiresAt null for an API key */
    record Credential(UUID credentialId, UUID accountId, Kind kind, Set<Scope> scopes, @Nullable Instant expiresAt) {}

    enum Kind { API_KEY, SESSION }

    record Credentials(Set<UUID> credentialIds) {}

    record ApiKeys(List<ApiKey> keys) {}

    record ApiKey(UUID keyId, String name, String prefix, Set<Scope> scopes, @Nullable Instant lastUsedAt, Instant createdAt) {}

    record Census(int accounts, boolean present) {}
}
