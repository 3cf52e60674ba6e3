package dev.agentpairing.gateway.history;

/** Of a connection: who invited, and who was invited. */
public enum Side {
    INVITER,
    INVITED;

    public Side other() {
        return this == INVITER ? INVITED : INVITER;
    }

    /** What is a permission from the inviter's side, from this one; and the other way round. */
    public String turned(String permission) {
        if (this == INVITER || permission.equals("both")) {
            return permission;
        }
        return permission.equals("send_only") ? "receive_only" : "send_only";
    }
}
