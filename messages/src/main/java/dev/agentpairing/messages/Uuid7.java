package dev.agentpairing.messages;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * New ids of what is made often: UUIDs of version 7, whose first bits are the time, so that rows made one after the other lie side by side
 * in every index. 60 bits of milliseconds and a counter, which only rise, keep those of a process apart; 62 random bits, drawn when it
 * starts, keep processes apart. They can be guessed: nothing that only its owner may know is made of them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#section-5.7">RFC 9562, sections 5.7, 6.2 (method 1) and 6.4</a>
 */
public final class Uuid7 {

    private static final int COUNTER_BITS = 12;
    private static final long COUNTER = (1L << COUNTER_BITS) - 1;
    private static final int VERSION_BITS = 4;
    private static final long VERSION = 0x7000;
    private static final long VARIANT = 1L << 63;

    private static final long PROCESS = VARIANT | new SecureRandom().nextLong() >>> 2;
    private static final AtomicLong LAST = new AtomicLong();

    private Uuid7() {}

    /** More than 4,096 in a millisecond run ahead of the clock, and one that is set back is not followed. */
    public static UUID next() {
        var now = System.currentTimeMillis() << COUNTER_BITS;
        var id = LAST.accumulateAndGet(now, (last, time) -> Math.max(last + 1, time));
        return new UUID((id & ~COUNTER) << VERSION_BITS | VERSION | id & COUNTER, PROCESS);
    }
}
