package dev.agentpairing.gateway.history;

import org.jspecify.annotations.Nullable;

/** What can be asked about the pairings of two agents. Permissions are told from the inviter's side, whoever asks. */
public sealed interface Request {

    record Propose(String permission) implements Request {}

    record Confirm(String pairing) implements Request {}

    record Change(String pairing, String permission) implements Request {}

    record Decline(String pairing) implements Request {}

    record Withdraw(String pairing) implements Request {}

    /** @param words of the caller, which the history keeps */
    record Revoke(String pairing, String words) implements Request {}

    record Get(String pairing) implements Request {}

    record Steps(String pairing) implements Request {}

    /** @param open those only that are not over */
    record Listing(boolean open) implements Request {}

    record Check(Side sender) implements Request {}

    /** Null where it is about no certain one. */
    default @Nullable String pairing() {
        return null;
    }

    default boolean reads() {
        return this instanceof Get || this instanceof Steps || this instanceof Listing || this instanceof Check;
    }

    default boolean ends() {
        return this instanceof Decline || this instanceof Withdraw || this instanceof Revoke;
    }
}
