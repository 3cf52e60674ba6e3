package dev.agentpairing.gateway.security;

import java.util.UUID;

import dev.agentpairing.messages.Actor;

/** An agent that comes with its connection token. @param tokenHash SHA-256 of the token, in hexadecimal digits */
public record Newcomer(UUID agentId, UUID accountId, String tokenHash) {

    public Actor actor() {
        return new Actor(accountId, Actor.Kind.CONNECTION_TOKEN, null);
    }
}
