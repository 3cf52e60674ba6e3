package dev.agentpairing.gateway.connection;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.bus.Commands;
import dev.agentpairing.gateway.http.bus.PersonalWrites;
import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.gateway.http.input.Body;
import dev.agentpairing.gateway.http.input.Input;
import dev.agentpairing.gateway.security.Caller;
import dev.agentpairing.messages.account.EmailAddress;
import dev.agentpairing.messages.account.PersonalCommand.ForgetInvite;
import dev.agentpairing.messages.account.PersonalCommand.KeepInvite;
import dev.agentpairing.messages.connection.ConnectionCommand;
import dev.agentpairing.messages.connection.ConnectionCommand.AcceptInvite;
import dev.agentpairing.messages.connection.ConnectionCommand.InviteAccount;
import dev.agentpairing.messages.connection.ConnectionCommand.RejectInvite;
import dev.agentpairing.messages.connection.ConnectionCommand.RevokeConnection;
import dev.agentpairing.messages.connection.ConnectionQuery.GetConnection;
import dev.agentpairing.messages.connection.ConnectionQuery.Item;
import dev.agentpairing.messages.connection.ConnectionQuery.Items;
import dev.agentpairing.messages.connection.ConnectionQuery.ListConnections;
import dev.agentpairing.messages.pairing.PairingQuery.CountPairings;
import dev.agentpairing.messages.pairing.PairingQuery.Counts;

@RestController
@RequestMapping(path = "/v1/connections", produces = "application/json")
class ConnectionController {

    private final Commands commands;
    private final PersonalWrites personal;
    private final Queries queries;
    private final Clock clock;

    ConnectionController(Commands commands, PersonalWrites personal, Queries queries, Clock clock) {
        this.commands = commands;
        this.personal = personal;
        this.queries = queries;
        this.clock = clock;
    }

    record Invited(UUID id, String status, String invitedEmail, @Nullable String message, Instant createdAt) {}

    record Answered(UUID id, String status, String message) {}

    record Rejected(UUID id, String status) {}

    record Revoked(UUID id, String status, int pairingsRevoked) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Invited invite(Caller caller, Input input) {
        var body = input.body();
        var email = body.email("email");
        var message = body.optionalText("message", 0, 500);
        input.check();
        var command = new InviteAccount(UUID.randomUUID(), caller.accountId(), new EmailAddress(email).id(), clock.instant());
        var invited = personal.send(caller.actor(), new KeepInvite(command.connectionId(), email, message), command,
                new ForgetInvite(command.connectionId()), ConnectionCommand.Invited.class);
        return new Invited(invited.connectionId(), "pending", email, message, invited.at());
    }

    @GetMapping
    ConnectionList list(Caller caller, Input input) {
        var filter = input.queryChoice("status", Body.words(ConnectionList.Filter.values()));
        input.check();
        var items = queries.ask(new ListConnections(caller.accountId()), Items.class);
        return ConnectionList.of(
                caller.accountId(), items.items(), counts(caller), filter == null ? ConnectionList.Filter.ALL : filter);
    }

    @GetMapping("/{id}")
    ConnectionItem get(Caller caller, Input input) {
        var connectionId = input.pathId("id");
        input.check();
        var item = queries.show(new GetConnection(caller.accountId(), connectionId), Item.class);
        return ConnectionItem.of(item, counts(caller).byConnection().get(connectionId));
    }

    @PostMapping("/{id}/accept")
    Answered accept(Caller caller, Input input) {
        var connectionId = input.pathId("id");
        input.check();
        commands.send(caller.actor(), new AcceptInvite(connectionId, caller.accountId(), clock.instant()));
        return new Answered(connectionId, "active", "Connection established.");
    }

    @PostMapping("/{id}/reject")
    Rejected reject(Caller caller, Input input) {
        var connectionId = input.pathId("id");
        input.check();
        commands.send(caller.actor(), new RejectInvite(connectionId, caller.accountId(), clock.instant()));
        return new Rejected(connectionId, "rejected");
    }

    @DeleteMapping("/{id}")
    Revoked revoke(Caller caller, Input input) {
        var connectionId = input.pathId("id");
        input.check();
        var command = new RevokeConnection(connectionId, caller.accountId(), clock.instant());
        int pairings = commands.send(caller.actor(), command, Integer.class);
        return new Revoked(connectionId, "revoked", pairings);
    }

    private Counts counts(Caller caller) {
        return queries.ask(new CountPairings(caller.accountId()), Counts.class);
    }
}
