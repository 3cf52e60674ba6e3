package dev.agentpairing.commandside.connection;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import dev.agentpairing.messages.connection.LinkEvent;
import dev.agentpairing.messages.connection.LinkEvent.LinkBlocked;
import dev.agentpairing.messages.connection.LinkEvent.LinkFreed;
import dev.agentpairing.messages.connection.LinkEvent.LinkTaken;
import dev.agentpairing.messages.connection.LinkEvent.LinkUnblocked;

/**
 * What stands between two e-mail addresses. Its one stream makes sure that two accounts have at most one invite or connection at a
 * time, and none while one of them blocks the other, whoever invited whom and however many nodes are asked at once.
 *
 * @param connectionId null when nothing stands there
 * @param blocks the block of each account that keeps the other one away
 */
public record Link(@Nullable UUID connectionId, PMap<UUID, UUID> blocks) {

    public static final Link FREE = new Link(null, HashTreePMap.empty());

    boolean isBlocked() {
        return !blocks.isEmpty();
    }

    public Link evolve(LinkEvent event) {
        return switch (event) {
            case LinkTaken e -> new Link(e.connectionId(), blocks);
            case LinkFreed _ -> new Link(null, blocks);
            case LinkBlocked e -> new Link(connectionId, blocks.plus(e.blockerId(), e.blockId()));
            case LinkUnblocked e -> new Link(connectionId, blocks.minus(e.blockerId()));
        };
    }
}
