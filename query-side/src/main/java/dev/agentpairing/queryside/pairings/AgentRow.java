package dev.agentpairing.queryside.pairings;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.agent.AgentEvent;
import dev.agentpairing.messages.agent.AgentEvent.AgentConnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentDeleted;
import dev.agentpairing.messages.agent.AgentEvent.AgentDisconnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentRegistered;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.agent.AgentEvent.KeyRotated;
import dev.agentpairing.messages.agent.AgentEvent.SigningKeyGiven;

/**
 * What pairings show of an agent, also after it was deleted. Without a key, the key's version is 0.
 *
 * @param changedAt when the last event of its stream happened, whatever that was
 */
record AgentRow(
        UUID agentId,
        UUID accountId,
        String slug,
        String name,
        @Nullable String publicKey,
        int keyVersion,
        boolean deleted,
        Instant changedAt) {

    /** One more event of its stream; {@code row} is null for the first one only. */
    static AgentRow after(@Nullable AgentRow row, AgentEvent event) {
        return switch (event) {
            case AgentRegistered it -> new AgentRow(it.agentId(), it.accountId(), it.slug(), it.name(), null, 0, false, it.at());
            case SigningKeyGiven it -> row.with(row.name, row.publicKey, row.keyVersion, it.at());
            case AgentConnected it -> row.with(row.name, it.publicKey(), it.keyVersion(), it.at());
            case KeyRotated it -> row.with(row.name, it.publicKey(), it.keyVersion(), it.at());
            case AgentUpdated it -> row.with(it.name(), row.publicKey, row.keyVersion, it.at());
            case AgentDisconnected it -> row.with(row.name, null, 0, it.at());
            case AgentDeleted it -> new AgentRow(row.agentId, row.accountId, row.slug, row.name, null, 0, true, it.at());
        };
    }

    private AgentRow with(String newName, @Nullable String newKey, int newVersion, Instant at) {
        return new AgentRow(agentId, accountId, slug, newName, newKey, newVersion, deleted, at);
    }
}
