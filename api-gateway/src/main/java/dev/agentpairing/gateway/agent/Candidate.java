package dev.agentpairing.gateway.agent;

import java.util.UUID;

import dev.agentpairing.gateway.http.input.Body;
import dev.agentpairing.gateway.http.input.Ids;
import dev.agentpairing.messages.account.AccountQuery.Person;
import dev.agentpairing.messages.account.EmailAddress;

/** An account that a recipient may be of. @param emailMasked enough to recognise an address by, not enough to write to it */
record Candidate(UUID accountId, String accountName, String emailMasked) {

    private static final int SHOWN = 2;

    static Candidate of(Person owner) {
        return new Candidate(owner.accountId(), owner.name(), masked(owner.email()));
    }

    /** @param account the id, the e-mail address or the name of an account: names are free to choose, so none stands for the others */
    static boolean isMeant(Person owner, String account) {
        var id = Ids.parse(account);
        if (id != null) {
            return owner.accountId().equals(id);
        }
        return Body.isEmail(account)
                ? new EmailAddress(owner.email()).id().equals(new EmailAddress(account).id())
                : owner.name().equals(account);
    }

    /** Shows the first characters, but never all, of what stands before the last @. */
    private static String masked(String email) {
        int at = Math.max(email.lastIndexOf('@'), 0);
        int shown = email.offsetByCodePoints(0, Math.min(SHOWN, Math.max(email.codePointCount(0, at) - 1, 0)));
        return email.substring(0, shown) + "*".repeat(email.codePointCount(shown, at)) + email.substring(at);
    }
}
