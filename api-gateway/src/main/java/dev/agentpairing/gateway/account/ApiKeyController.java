package dev.agentpairing.gateway.account;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.gateway.http.bus.Commands;
import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.gateway.http.input.Input;
import dev.agentpairing.gateway.security.Caller;
import dev.agentpairing.gateway.security.Credentials;
import dev.agentpairing.gateway.security.Secrets;
import dev.agentpairing.messages.account.AccountCommand.CreateApiKey;
import dev.agentpairing.messages.account.AccountCommand.KeyMade;
import dev.agentpairing.messages.account.AccountCommand.RevokeApiKey;
import dev.agentpairing.messages.account.AccountQuery.ApiKeys;
import dev.agentpairing.messages.account.AccountQuery.ListApiKeys;
import dev.agentpairing.messages.account.Scope;

@RestController
@RequestMapping(path = "/v1/api-keys", produces = "application/json")
class ApiKeyController {

    private static final Map<String, Scope> SCOPES = new LinkedHashMap<>();

    static {
        for (var scope : Scope.values()) {
            SCOPES.put(scope.text(), scope);
        }
    }

    private final Commands commands;
    private final Queries queries;
    private final Credentials credentials;
    private final Clock clock;

    ApiKeyController(Commands commands, Queries queries, Credentials credentials, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.credentials = credentials;
        this.clock = clock;
    }

    record Created(UUID id, String name, List<String> scopes, @Nullable String apiKey, String prefix, Instant createdAt) {}

    record Keys(List<Key> keys) {}

    record Key(UUID id, String name, String prefix, List<String> scopes, @Nullable Instant lastUsedAt, Instant createdAt) {}

    record Revoked(UUID id, boolean revoked, Instant revokedAt) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Created create(Caller caller, Input input) {
        var body = input.body();
        var name = body.text("name", 1, 128);
        var wished = body.optionalChoices("scopes", SCOPES);
        input.check();
        var scopes = wished == null ? standard(caller) : EnumSet.copyOf(wished);
        if (!scopes.stream().allMatch(caller::may)) {
            throw ApiError.forbidden("An API key cannot hand out a scope that it lacks itself.");
        }
        var key = Secrets.newApiKey();
        var command = new CreateApiKey(
                caller.accountId(), UUID.randomUUID(), name, scopes, Secrets.hash(key), Secrets.prefix(key), clock.instant());
        var made = commands.send(caller.actor(), command, KeyMade.class);
        // Of a key that an attempt which died has made, nobody knows the secret any more
        var secret = made.keyId().equals(command.keyId()) ? key : null;
        return new Created(made.keyId(), name, texts(scopes), secret, made.prefix(), made.at());
    }

    @GetMapping
    Keys list(Caller caller) {
        var found = queries.ask(new ListApiKeys(caller.accountId()), ApiKeys.class);
        return new Keys(found.keys().stream()
                .map(k -> new Key(k.keyId(), k.name(), k.prefix(), texts(k.scopes()), k.lastUsedAt(), k.createdAt()))
                .toList());
    }

    @DeleteMapping("/{id}")
    Revoked revoke(Caller caller, Input input) {
        var keyId = input.pathId("id");
        input.check();
        var command = new RevokeApiKey(caller.accountId(), keyId, caller.credentialId(), clock.instant());
        var revokedAt = commands.send(caller.actor(), command, Instant.class);
        credentials.revoke(keyId);
        return new Revoked(keyId, true, revokedAt);
    }

    private static Set<Scope> standard(Caller caller) {
        var scopes = EnumSet.allOf(Scope.class);
        scopes.removeIf(scope -> scope == Scope.PAIRINGS_REVOKE || !caller.may(scope));
        return scopes;
    }

    private static List<String> texts(Collection<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::text).toList();
    }
}
