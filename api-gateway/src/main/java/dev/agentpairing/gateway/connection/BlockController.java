package dev.agentpairing.gateway.connection;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.bus.Commands;
import dev.agentpairing.gateway.http.bus.Queries;
import dev.agentpairing.gateway.http.input.Input;
import dev.agentpairing.gateway.security.Caller;
import dev.agentpairing.messages.connection.ConnectionCommand;
import dev.agentpairing.messages.connection.ConnectionCommand.BlockAccount;
import dev.agentpairing.messages.connection.ConnectionCommand.UnblockAccount;
import dev.agentpairing.messages.connection.ConnectionQuery.BlockedAccount;
import dev.agentpairing.messages.connection.ConnectionQuery.BlockedAccounts;
import dev.agentpairing.messages.connection.ConnectionQuery.ListBlocked;

@RestController
@RequestMapping(produces = "application/json")
class BlockController {

    private final Commands commands;
    private final Queries queries;
    private final Clock clock;

    BlockController(Commands commands, Queries queries, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.clock = clock;
    }

    record Blocked(UUID id, UUID blockedAccountId, int pairingsRevoked, boolean connectionRevoked) {}

    record Unblocked(UUID unblockedAccountId, String message) {}

    record Blocks(List<Block> blocked) {}

    record Block(UUID id, Account account, Instant blockedAt) {

        static Block of(BlockedAccount blocked) {
            var other = blocked.account();
            return new Block(blocked.blockId(), new Account(other.accountId(), other.name(), other.email()), blocked.blockedAt());
        }
    }

    record Account(UUID id, String name, String email) {}

    @PostMapping("/v1/connections/{id}/block")
    Blocked block(Caller caller, Input input) {
        var connectionId = input.pathId("id");
        input.check();
        var command = new BlockAccount(connectionId, caller.accountId(), UUID.randomUUID(), clock.instant());
        var done = commands.send(caller.actor(), command, ConnectionCommand.Blocked.class);
        return new Blocked(done.blockId(), done.blockedAccountId(), done.pairingsRevoked(), true);
    }

    @GetMapping("/v1/blocked")
    Blocks list(Caller caller) {
        var found = queries.ask(new ListBlocked(caller.accountId()), BlockedAccounts.class);
        return new Blocks(found.accounts().stream().map(Block::of).toList());
    }

    @DeleteMapping("/v1/blocked/{id}")
    Unblocked unblock(Caller caller, Input input) {
        var blockId = input.pathId("id");
        input.check();
        var command = new UnblockAccount(blockId, caller.accountId(), clock.instant());
        var unblocked = commands.send(caller.actor(), command, UUID.class);
        return new Unblocked(unblocked, "Account unblocked. What ended with the block stays ended; connecting again takes a new invite.");
    }
}
