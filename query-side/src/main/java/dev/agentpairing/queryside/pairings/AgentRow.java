package dev.agentpairing.queryside.pairings;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What pairings show of an agent, also after it was deleted. Without a key, the key's version is 0. */
record AgentRow(
        UUID agentId, UUID accountId, String slug, String name, @Nullable String publicKey, int keyVersion, boolean deleted) {

    AgentRow named(String newName) {
        return new AgentRow(agentId, accountId, slug, newName, publicKey, keyVersion, deleted);
    }

    AgentRow withKey(@Nullable String newKey, int newVersion) {
        return new AgentRow(agentId, accountId, slug, name, newKey, newVersion, deleted);
    }

    AgentRow asDeleted() {
        return new AgentRow(agentId, accountId, slug, name, null, 0, true);
    }
}
