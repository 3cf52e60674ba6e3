package dev.agentpairing.gateway.agent;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.bus.Commands;
import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.gateway.http.input.Input;
import dev.agentpairing.gateway.security.Caller;
import dev.agentpairing.gateway.security.Newcomer;
import dev.agentpairing.gateway.security.Secrets;
import dev.agentpairing.messages.agent.AgentCommand.ConnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.DeleteAgent;
import dev.agentpairing.messages.agent.AgentCommand.DisconnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.RegisterAgent;
import dev.agentpairing.messages.agent.AgentCommand.RotateKey;
import dev.agentpairing.messages.agent.AgentCommand.Rotated;
import dev.agentpairing.messages.agent.AgentCommand.Token;
import dev.agentpairing.messages.agent.AgentCommand.UpdateAgent;
import dev.agentpairing.messages.agent.AgentQuery.GetAgent;
import dev.agentpairing.messages.agent.AgentQuery.Item;
import dev.agentpairing.messages.agent.AgentQuery.Items;
import dev.agentpairing.messages.agent.AgentQuery.ListAgents;

@RestController
@RequestMapping(path = "/v1/agents", produces = "application/json")
class AgentController {

    private static final Duration TOKEN_LASTS = Duration.ofHours(1);

    private final Commands commands;
    private final Queries queries;
    private final Clock clock;

    AgentController(Commands commands, Queries queries, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.clock = clock;
    }

    record Agents(List<AgentAnswer> agents) {}

    record Connected(String agentId, String status, int keyVersion, String message) {}

    record Disconnected(String agentId, String status, String message) {}

    record KeyRotated(String agentId, int keyVersion) {}

    record Deleted(String message) {}

    @PostMapping("/register")
    @ResponseStatus(HttpStatus.CREATED)
    AgentAnswer register(Caller caller, Input input) {
        var given = new AgentInput(input.body());
        var profile = given.profile();
        var givenKeys = given.optionalKeys();
        input.check();
        var keys = givenKeys.now();
        var at = clock.instant();
        var secret = keys == null ? Secrets.newConnectionToken() : null;
        var token = secret == null ? null : new Token(Secrets.hash(secret), at.plus(TOKEN_LASTS));
        var command = new RegisterAgent(caller.accountId(), UUID.randomUUID(), profile, keys, givenKeys.ahead(), token, at);
        var agentId = commands.send(caller.actor(), command, UUID.class);
        // Of a token that an attempt which died has made, nobody knows the secret any more
        return show(caller, agentId, agentId.equals(command.agentId()) ? secret : null);
    }

    @PostMapping("/connect")
    Connected connect(Newcomer newcomer, Input input) {
        var given = new AgentInput(input.body());
        var keys = given.requiredKeys();
        var update = given.update();
        input.check();
        var command = new ConnectAgent(newcomer.agentId(), newcomer.tokenHash(), keys, update, clock.instant());
        var slug = commands.send(newcomer.actor(), command, String.class);
        // A token lets in an agent that never had a key: whatever brings one in otherwise ends the token
        return new Connected(slug, "connected", 1, "Agent connected. It can be paired with now.");
    }

    @GetMapping
    Agents list(Caller caller) {
        var found = queries.ask(new ListAgents(caller.accountId()), Items.class);
        return new Agents(found.items().stream().map(AgentAnswer::of).toList());
    }

    @GetMapping("/{id}")
    AgentAnswer get(Caller caller, Input input) {
        var agentId = input.pathId("id");
        input.check();
        return show(caller, agentId, null);
    }

    @PatchMapping("/{id}")
    AgentAnswer update(Caller caller, Input input) {
        var agentId = input.pathId("id");
        var update = new AgentInput(input.body().required()).update();
        input.check();
        commands.send(caller.actor(), new UpdateAgent(agentId, caller.accountId(), update, clock.instant()));
        return show(caller, agentId, null);
    }

    @PostMapping("/{id}/disconnect")
    Disconnected disconnect(Caller caller, Input input) {
        var agentId = input.pathId("id");
        input.check();
        var command = new DisconnectAgent(agentId, caller.accountId(), clock.instant());
        var slug = commands.send(caller.actor(), command, String.class);
        return new Disconnected(slug, "disconnected", "Agent disconnected. Its keys are wiped and its open pairings revoked.");
    }

    @PostMapping("/{id}/rotate-key")
    KeyRotated rotateKey(Caller caller, Input input) {
        var agentId = input.pathId("id");
        var key = new AgentInput(input.body()).requiredPublicKey();
        input.check();
        var rotated = commands.send(
                caller.actor(), new RotateKey(agentId, caller.accountId(), key, clock.instant()), Rotated.class);
        return new KeyRotated(rotated.slug(), rotated.keyVersion());
    }

    @DeleteMapping("/{id}")
    Deleted delete(Caller caller, Input input) {
        var agentId = input.pathId("id");
        input.check();
        commands.send(caller.actor(), new DeleteAgent(agentId, caller.accountId(), clock.instant()));
        return new Deleted("Agent deleted. Its open pairings are revoked.");
    }

    private AgentAnswer show(Caller caller, UUID agentId, @Nullable String connectionToken) {
        return AgentAnswer.of(queries.show(new GetAgent(caller.accountId(), agentId), Item.class), connectionToken);
    }
}
