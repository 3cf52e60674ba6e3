package dev.agentpairing.queryside.personal;

import java.util.UUID;

/** The human behind an account. */
public record Person(UUID accountId, String email, String name, String passwordHash) {

    /** Stands for somebody whose data has been erased: the account's events are still there, the person is not. */
    public static Person forgotten(UUID accountId) {
        return new Person(accountId, "", "", "");
    }
}
