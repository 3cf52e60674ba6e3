package dev.agentpairing.messages.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.UUID;

/**
 * An e-mail address. Events name it by {@link #id()} only: the address itself is personal data and never enters the log. The id is
 * derived without a secret, so whoever holds the log can test whether it knows a given address, but not read addresses out of it.
 */
public record EmailAddress(String value) {

    /** Addresses that differ in case alone have the same id (contract, section 3). */
    public UUID id() {
        return named("email:" + value.toLowerCase(Locale.ROOT));
    }

    /** The id of what stands between two addresses, whichever is named first. */
    public static UUID linkId(UUID oneEmailId, UUID otherEmailId) {
        var one = oneEmailId.toString();
        var other = otherEmailId.toString();
        return named("link:" + (one.compareTo(other) <= 0 ? one + other : other + one));
    }

    /** A version 8 UUID (RFC 9562, section 5.8) of the first 122 bits of the SHA-256 of {@code name}. */
    private static UUID named(String name) {
        try {
            var hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
            return new UUID(hash.getLong() & ~0xF000L | 0x8000L, hash.getLong() & ~(3L << 62) | 1L << 63);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
