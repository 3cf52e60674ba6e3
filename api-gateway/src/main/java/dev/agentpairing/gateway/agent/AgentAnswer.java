package dev.agentpairing.gateway.agent;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.gateway.http.Json;
import dev.agentpairing.messages.agent.AgentQuery.Item;

/**
 * An agent as its own account sees it.
 *
 * @param agentId the slug
 * @param metadata a JSON object in compact form already
 * @param connectionToken this once, when it was registered without a key
 */
record AgentAnswer(
        UUID id,
        String agentId,
        String name,
        @Nullable String description,
        String agentType,
        String connectionStatus,
        boolean availableForConnections,
        @Nullable String publicKey,
        int keyVersion,
        @Nullable Instant lastSeenAt,
        @JsonRawValue String metadata,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String connectionToken) {

    static AgentAnswer of(Item item) {
        return of(item, null);
    }

    static AgentAnswer of(Item item, @Nullable String connectionToken) {
        return of(item, item.lastSeenAt(), connectionToken);
    }

    static AgentAnswer seen(Item item, Instant now) {
        return of(item, now, null);
    }

    private static AgentAnswer of(Item item, @Nullable Instant lastSeenAt, @Nullable String connectionToken) {
        return new AgentAnswer(
                item.agentId(), item.slug(), item.name(), item.description(), item.type(), Json.word(item.state()),
                item.available(), item.publicKey(), item.keyVersion(), lastSeenAt, item.metadata(), item.createdAt(),
                connectionToken);
    }
}
