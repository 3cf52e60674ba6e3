package dev.agentpairing.gateway.http.bus;

import java.nio.ByteBuffer;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/** A position in the event log as a caller may carry it from a write to a read: opaque, and with a version to change it by. */
record ConsistencyToken(long position) {

    static final String HEADER = "X-Consistency-Token";

    private static final byte VERSION = 1;
    private static final int SIZE = 1 + Long.BYTES;

    String encode() {
        var bytes = ByteBuffer.allocate(SIZE).put(VERSION).putLong(position).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Null when it is none of ours. */
    static @Nullable ConsistencyToken decode(String text) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() != SIZE || bytes.get() != VERSION) {
                return null;
            }
            var token = new ConsistencyToken(bytes.getLong());
            return token.position >= 0 && token.encode().equals(text) ? token : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
