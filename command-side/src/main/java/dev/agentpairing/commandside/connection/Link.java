package dev.agentpairing.commandside.connection;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.connection.LinkEvent;
import dev.agentpairing.messages.connection.LinkEvent.LinkFreed;
import dev.agentpairing.messages.connection.LinkEvent.LinkTaken;

/**
 * What stands between two e-mail addresses. Its one stream makes sure that two accounts have at most one invite or connection at a
 * time, whoever invited whom and however many nodes are asked at once.
 *
 * @param connectionId null when the link is free
 */
public record Link(@Nullable UUID connectionId) {

    public static final Link FREE = new Link(null);

    public Link evolve(LinkEvent event) {
        return switch (event) {
            case LinkTaken e -> new Link(e.connectionId());
            case LinkFreed _ -> FREE;
        };
    }
}
