package dev.agentpairing.messages.pairing;

/** Which way files may go, from the point of view of one side's agent (contract, section 2). */
public enum Permission {
    BOTH,
    SEND_ONLY,
    RECEIVE_ONLY;

    /** The same permission from the other side. */
    public Permission flipped() {
        return switch (this) {
            case BOTH -> BOTH;
            case SEND_ONLY -> RECEIVE_ONLY;
            case RECEIVE_ONLY -> SEND_ONLY;
        };
    }
}
