package dev.agentpairing.messages.pairing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Strong entity tags (RFC 9110, section 8.8.3), made of whatever can change in what is shown and of nothing else. Both sides of the house
 * compute that of a single pairing alike, so that a condition is checked in the append that depends on it, and a 304 needs no body.
 */
public final class ETag {

    private static final int SIZE = 16;

    private ETag() {}

    /**
     * What can change of an agent in the pairings that show it.
     *
     * @param keyVersion names one key of the agent; 0 without one
     */
    public record Shown(String name, int keyVersion) {}

    /** @see #text */
    public static String of(boolean proposing, long version, Shown a, Shown b) {
        return of(text(proposing, version, a, b));
    }

    /** @param shown another text whenever something else is shown */
    public static String of(String shown) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(shown.getBytes(StandardCharsets.UTF_8));
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, SIZE)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What is shown of a pairing; it says itself where it ends.
     *
     * @param proposing whether the viewer's account proposed the pairing; the two sides see different representations
     * @param version sequence number of the pairing's last event: each shows
     * @param a of the agents in canonical order
     */
    public static String text(boolean proposing, long version, Shown a, Shown b) {
        return (proposing ? "p" : "o") + version + "." + a.keyVersion + "." + b.keyVersion + "." + a.name.length() + "." + b.name.length()
                + "." + a.name + b.name;
    }
}
