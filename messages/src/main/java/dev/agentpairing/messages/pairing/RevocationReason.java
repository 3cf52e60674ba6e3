package dev.agentpairing.messages.pairing;

/** What ended a pairing (contract, section 2.6). */
public enum RevocationReason {
    REVOKED,
    DECLINED,
    WITHDRAWN,
    EXPIRED,
    CONNECTION_REVOKED,
    ACCOUNT_BLOCKED,
    AGENT_DISCONNECTED,
    AGENT_DELETED
}
