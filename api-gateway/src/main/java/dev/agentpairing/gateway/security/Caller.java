package dev.agentpairing.gateway.security;

import java.util.Set;
import java.util.UUID;

import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.account.AccountQuery.Kind;
import dev.agentpairing.messages.account.Scope;

/** The account that calls, and the credential it calls with. */
public record Caller(UUID accountId, UUID credentialId, Kind kind, Set<Scope> scopes) {

    public Actor actor() {
        return new Actor(accountId, isSession() ? Actor.Kind.SESSION : Actor.Kind.API_KEY, credentialId);
    }

    public boolean isSession() {
        return kind == Kind.SESSION;
    }

    /** A session may everything. */
    public boolean may(Scope scope) {
        return isSession() || scopes.contains(scope);
    }
}
