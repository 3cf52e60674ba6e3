package dev.agentpairing.gateway.http.input;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A place in a list as a caller carries it from page to page: opaque, and only good for the list that it came from.
 *
 * @param at the time that the list is ordered by
 * @param id the order of what has one time
 */
public record Cursor(Instant at, UUID id) {

    private static final byte VERSION = 1;
    private static final int OF_LIST = 8;
    private static final int SIZE = 1 + Long.BYTES + 2 * Long.BYTES + OF_LIST;

    /** @param list names everything that decides what is in it */
    public String encode(String list) {
        var bytes = ByteBuffer.allocate(SIZE).put(VERSION)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits())
                .put(digest(list), 0, OF_LIST).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Null for what is no cursor of this list. */
    public static @Nullable Cursor decode(String text, String list) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() != SIZE || bytes.get() != VERSION) {
                return null;
            }
            var at = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
            var place = new Cursor(at, new UUID(bytes.getLong(), bytes.getLong()));
            return place.encode(list).equals(text) ? place : null;
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static byte[] digest(String list) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(list.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
