package dev.agentpairing.messages.pairing;

/**
 * The strong entity tag of a single pairing (RFC 9110, section 8.8.3): it names the version of each stream that the shown item is
 * made of, so that both sides of the house compute it alike and a 304 needs no body.
 */
public final class ETag {

    private ETag() {}

    /**
     * @param proposing whether the viewer's account proposed the pairing; the two sides see different representations
     * @param pairing sequence number of the pairing's last event, and so for the two agents in canonical order
     */
    public static String of(boolean proposing, long pairing, long agentA, long agentB) {
        return "\"" + (proposing ? "p" : "o") + pairing + "." + agentA + "." + agentB + "\"";
    }
}
