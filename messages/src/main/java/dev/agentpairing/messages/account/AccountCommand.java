package dev.agentpairing.messages.account;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.axonframework.commandhandling.RoutingKey;

/** What can be asked of accounts and their credentials. */
public sealed interface AccountCommand {

    Instant at();

    /** Answered with the moment of opening. Name, address and password hash are kept before, by {@link PersonalCommand.KeepPerson}. */
    record OpenAccount(@RoutingKey UUID accountId, UUID emailId, String plan, Instant at) implements AccountCommand {}

    record ChangePlan(@RoutingKey UUID accountId, String plan, Instant at) implements AccountCommand {}

    /**
     * Answered with {@link KeyMade}.
     *
     * @param hash SHA-256 of the key, in hexadecimal digits
     * @param prefix its first characters, to recognise it by
     */
    record CreateApiKey(@RoutingKey UUID accountId, UUID keyId, String name, Set<Scope> scopes, String hash, String prefix, Instant at)
            implements AccountCommand {}

    /** Answered with the moment of revocation. @param callingCredential a key cannot revoke itself */
    record RevokeApiKey(@RoutingKey UUID accountId, UUID keyId, UUID callingCredential, Instant at) implements AccountCommand {}

    record OpenSession(@RoutingKey UUID sessionId, UUID accountId, String hash, Instant expiresAt, Instant at)
            implements AccountCommand {}

    record CloseSession(@RoutingKey UUID sessionId, Instant at) implements AccountCommand {}

    /** The key that there is now; another than the command's where that repeats an earlier one. */
    record KeyMade(UUID keyId, String prefix, Instant at) {}
}
