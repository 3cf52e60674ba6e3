package dev.agentpairing.commandside.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.account.EmailEvent;
import dev.agentpairing.messages.account.EmailEvent.EmailClaimed;
import dev.agentpairing.messages.account.EmailEvent.InviteMissed;

/**
 * Who signed up with an e-mail address. There is one stream an address, so that no two accounts can claim it at once. Whether somebody
 * was there when an invite was cancelled is told by the times of both, so those follow the order of this stream, whatever the clocks of
 * the nodes say.
 *
 * @param accountId null while nobody did
 * @param changedAt when somebody did; before that, when the last invite ended that nobody saw
 */
public record Email(@Nullable UUID accountId, Instant changedAt) {

    public static final Email UNCLAIMED = new Email(null, Instant.MIN);

    public Email evolve(EmailEvent event) {
        return switch (event) {
            case EmailClaimed e -> new Email(e.accountId(), e.at());
            case InviteMissed e -> new Email(accountId, notBefore(e.at()));
        };
    }

    /** When an account is opened with it. */
    public Instant notBefore(Instant at) {
        return at.isBefore(changedAt) ? changedAt : at;
    }

    /** When an invite to it is cancelled: after the sign-up, if there was one. */
    public Instant endOfInvite(Instant at) {
        return accountId == null || at.isAfter(changedAt) ? at : changedAt.plus(1, ChronoUnit.MICROS);
    }

    /** What the address keeps of an invite that is cancelled. */
    public List<EmailEvent> miss(UUID emailId, UUID connectionId, Instant at) {
        return accountId == null ? List.of(new InviteMissed(emailId, connectionId, at)) : List.of();
    }
}
