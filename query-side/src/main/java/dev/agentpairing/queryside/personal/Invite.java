package dev.agentpairing.queryside.personal;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What an inviter wrote. */
public record Invite(UUID connectionId, String email, @Nullable String message) {

    /** Stands for an invite whose words have been erased. */
    public static Invite forgotten(UUID connectionId) {
        return new Invite(connectionId, "", null);
    }
}
