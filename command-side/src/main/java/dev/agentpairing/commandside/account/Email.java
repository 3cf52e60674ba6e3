package dev.agentpairing.commandside.account;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.account.EmailEvent;
import dev.agentpairing.messages.account.EmailEvent.EmailClaimed;

/**
 * Who signed up with an e-mail address. There is one stream an address, so that no two accounts can claim it at once.
 *
 * @param accountId null while nobody did
 */
public record Email(@Nullable UUID accountId) {

    public static final Email UNCLAIMED = new Email(null);

    public Email evolve(EmailEvent event) {
        return switch (event) {
            case EmailClaimed e -> new Email(e.accountId());
        };
    }
}
