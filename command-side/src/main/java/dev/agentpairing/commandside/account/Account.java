package dev.agentpairing.commandside.account;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

import dev.agentpairing.messages.account.AccountEvent;
import dev.agentpairing.messages.account.AccountEvent.AccountOpened;
import dev.agentpairing.messages.account.AccountEvent.ApiKeyCreated;
import dev.agentpairing.messages.account.AccountEvent.ApiKeyRevoked;
import dev.agentpairing.messages.account.AccountEvent.ConnectionGained;
import dev.agentpairing.messages.account.AccountEvent.ConnectionLost;
import dev.agentpairing.messages.account.AccountEvent.InviteSent;
import dev.agentpairing.messages.account.AccountEvent.PlanChanged;
import dev.agentpairing.messages.account.AccountEvent.SlugFreed;
import dev.agentpairing.messages.account.AccountEvent.SlugTaken;

/** The state of one account: its plan, and everything that counts against it. What may happen in it: {@link AccountRules}. */
public sealed interface Account {

    Account UNOPENED = new Unopened();

    /** How long an invite counts against the rate of invites (contract, section 3). */
    Duration INVITE_WINDOW = Duration.ofHours(1);

    record Unopened() implements Account {}

    /**
     * @param openedAt an invite to its address that was cancelled by then is not its own
     * @param keys hash of each API key that is not revoked
     * @param slugs the agent that each slug names
     * @param connections the active ones
     * @param invites when the invites of the last hour were sent
     */
    record Open(
            UUID accountId, UUID emailId, Instant openedAt, String plan, PMap<UUID, String> keys, PMap<String, UUID> slugs,
            PSet<UUID> connections, PVector<Instant> invites) implements Account {

        public long invitesAfter(Instant moment) {
            return invites.stream().filter(moment::isBefore).count();
        }

        private Open withInvite(Instant at) {
            PVector<Instant> recent = TreePVector.from(invites.stream().filter(at.minus(INVITE_WINDOW)::isBefore).toList());
            return new Open(accountId, emailId, openedAt, plan, keys, slugs, connections, recent.plus(at));
        }

        private Open withKeys(PMap<UUID, String> present) {
            return new Open(accountId, emailId, openedAt, plan, present, slugs, connections, invites);
        }

        private Open withSlugs(PMap<String, UUID> present) {
            return new Open(accountId, emailId, openedAt, plan, keys, present, connections, invites);
        }

        private Open withConnections(PSet<UUID> present) {
            return new Open(accountId, emailId, openedAt, plan, keys, slugs, present, invites);
        }
    }

    default Account evolve(AccountEvent event) {
        if (event instanceof AccountOpened e) {
            return new Open(e.accountId(), e.emailId(), e.at(), e.plan(), HashTreePMap.empty(), HashTreePMap.empty(),
                    HashTreePSet.empty(), TreePVector.empty());
        }
        return this instanceof Open open ? evolve(open, event) : this;
    }

    private static Account evolve(Open a, AccountEvent event) {
        return switch (event) {
            case AccountOpened _ -> a;
            case PlanChanged e -> new Open(a.accountId, a.emailId, a.openedAt, e.plan(), a.keys, a.slugs, a.connections, a.invites);
            case ApiKeyCreated e -> a.withKeys(a.keys.plus(e.keyId(), e.hash()));
            case ApiKeyRevoked e -> a.withKeys(a.keys.minus(e.keyId()));
            case SlugTaken e -> a.withSlugs(a.slugs.plus(e.slug(), e.agentId()));
            case SlugFreed e -> a.withSlugs(a.slugs.minus(e.slug()));
            case InviteSent e -> a.withInvite(e.at());
            case ConnectionGained e -> a.withConnections(a.connections.plus(e.connectionId()));
            case ConnectionLost e -> a.withConnections(a.connections.minus(e.connectionId()));
        };
    }
}
