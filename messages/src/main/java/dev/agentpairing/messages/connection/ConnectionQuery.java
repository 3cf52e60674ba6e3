package dev.agentpairing.messages.connection;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What an account can know of its connections. */
public sealed interface ConnectionQuery {

    /** Everything between this account and others, invites included, newest first. Answered with {@link Items}. */
    record ListConnections(UUID accountId) implements ConnectionQuery {}

    /** Answered with {@link Item}, or null for strangers and for a rejected invite. */
    record GetConnection(UUID accountId, UUID connectionId) implements ConnectionQuery {}

    /** Whom this account keeps away, the latest first. Answered with {@link BlockedAccounts}. */
    record ListBlocked(UUID accountId) implements ConnectionQuery {}

    record Items(List<Item> items) {}

    /**
     * A connection from one account's side.
     *
     * @param other null for the inviter while the invite waits, so that it does not learn who has an account
     * @param invitedEmail the address as the inviter wrote it
     * @param acceptedAt null if it never was active
     */
    record Item(
            UUID connectionId,
            @Nullable Other other,
            ConnectionStatus status,
            UUID invitedBy,
            String invitedEmail,
            @Nullable String message,
            Instant createdAt,
            @Nullable Instant acceptedAt,
            @Nullable Instant revokedAt) {}

    record Other(UUID accountId, String name, String email) {}

    record BlockedAccounts(List<BlockedAccount> accounts) {}

    record BlockedAccount(UUID blockId, Other account, Instant blockedAt) {}
}
