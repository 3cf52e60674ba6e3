package dev.agentpairing.messages;

/** Why a command was refused: the code that the HTTP contract gives to the caller. */
public enum Refusal {
    NOT_FOUND,
    PRECONDITION_FAILED,
    CONNECTION_NOT_ACTIVE,
    AGENT_NOT_FOUND,
    AGENT_NOT_CONNECTED,
    TARGET_NOT_CONNECTED,
    AGENT_NOT_AVAILABLE,
    PAIRING_EXISTS,
    PLAN_LIMIT_REACHED,
    INVALID_STATUS,
    CANNOT_CONFIRM_OWN,
    CANNOT_DECLINE_OWN,
    NOT_YOUR_PROPOSAL,
    SESSION_REQUIRED,
    ALREADY_REVOKED,
    SELF_CONNECTION,
    BLOCKED,
    ALREADY_CONNECTED,
    INVITE_PENDING,
    RATE_LIMITED,
    FORBIDDEN,
    ALREADY_PROCESSED,
    AGENT_ID_TAKEN,
    ALREADY_DISCONNECTED,
    UNAUTHORIZED,
    EMAIL_TAKEN,
    KEY_LIMIT_REACHED,
    SELF_REVOKE,
    /** Too much waits, the stream kept changing, or the store failed; after a failure in the commit it may be stored all the same. */
    UNAVAILABLE
}
