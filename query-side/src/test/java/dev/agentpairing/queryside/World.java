package dev.agentpairing.queryside;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.account.AccountEvent.AccountOpened;
import dev.agentpairing.messages.account.EmailAddress;
import dev.agentpairing.messages.agent.AgentEvent.AgentConnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentRegistered;
import dev.agentpairing.messages.agent.AgentEvent.KeyRotated;
import dev.agentpairing.messages.pairing.PairingEvent.PairingProposed;
import dev.agentpairing.messages.pairing.Permission;

/** Ids and events that many tests begin with; every id is new. */
public final class World {

    public static final Instant NOW = Instant.parse("2026-03-04T05:06:07.123456Z");

    public final UUID alice = UUID.randomUUID();
    public final UUID bob = UUID.randomUUID();
    public final UUID connection = UUID.randomUUID();
    public final EmailAddress aliceAddress = new EmailAddress(alice + "@example.com");
    public final EmailAddress bobAddress = new EmailAddress(bob + "@example.com");

    public static AgentRegistered registered(UUID agent, UUID account, String slug) {
        return registered(agent, account, slug, null, NOW);
    }

    public static AgentRegistered registered(UUID agent, UUID account, String slug, @Nullable String tokenHash, Instant at) {
        return new AgentRegistered(agent, account, slug, "Name of " + slug, null, "custom", "{}", true, tokenHash,
                tokenHash == null ? null : at.plusSeconds(3600), at);
    }

    public static AgentConnected connected(UUID agent, int keyVersion) {
        return new AgentConnected(agent, "key" + keyVersion, "signing" + keyVersion, keyVersion, NOW);
    }

    public static KeyRotated rotated(UUID agent, int keyVersion, Instant at) {
        return new KeyRotated(agent, "key" + keyVersion, keyVersion, at);
    }

    public PairingProposed proposed(UUID pairing, UUID agentOfAlice, UUID agentOfBob, Permission permission, Instant at) {
        return new PairingProposed(pairing, connection, alice, bob, agentOfAlice, agentOfBob, permission, at.plusSeconds(60), at);
    }

    public AccountOpened opened(UUID account, EmailAddress address) {
        return new AccountOpened(account, address.id(), "free", NOW);
    }
}
