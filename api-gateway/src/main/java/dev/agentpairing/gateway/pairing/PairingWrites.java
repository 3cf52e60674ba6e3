package dev.agentpairing.gateway.pairing;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.EntityTags;
import dev.agentpairing.gateway.http.Json;
import dev.agentpairing.gateway.http.bus.Commands;
import dev.agentpairing.gateway.http.input.Body;
import dev.agentpairing.gateway.http.input.Input;
import dev.agentpairing.gateway.security.Caller;
import dev.agentpairing.messages.Uuid7;
import dev.agentpairing.messages.pairing.PairingCommand;
import dev.agentpairing.messages.pairing.PairingCommand.ChangePermission;
import dev.agentpairing.messages.pairing.PairingCommand.ConfirmPairing;
import dev.agentpairing.messages.pairing.PairingCommand.PermissionNow;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;
import dev.agentpairing.messages.pairing.Permission;

/** How pairings begin and change. */
@RestController
@RequestMapping(produces = "application/json")
class PairingWrites {

    private static final String CHANGED = "Permission updated. The other side must re-confirm the pairing.";
    private static final String SAME = "The permission was this one before; nothing has changed.";

    private final Commands commands;
    private final Clock clock;

    PairingWrites(Commands commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    record Proposed(
            UUID id,
            String status,
            Party myAgent,
            Party theirAgent,
            String permission,
            UUID proposedBy,
            Instant createdAt,
            Instant expiresAt) {}

    record Party(UUID id, String agentId, String name) {

        static Party of(PairingCommand.Party party) {
            return new Party(party.agentId(), party.slug(), party.name());
        }
    }

    record Confirmed(UUID id, String status, Instant confirmedAt, String message) {}

    record Changed(UUID id, String permission, String status, String message) {}

    @PostMapping("/v1/connections/{connection_id}/pairings")
    @ResponseStatus(HttpStatus.CREATED)
    Proposed propose(Caller caller, Input input) {
        var connectionId = input.pathId("connection_id");
        var body = input.body();
        var mine = body.id("my_agent_id");
        var theirs = body.id("their_agent_id");
        var given = body.optionalChoice("permission", Body.words(Permission.values()));
        input.check();
        var permission = given == null ? Permission.BOTH : given;
        var command = new ProposePairing(
                connectionId, Uuid7.next(), caller.accountId(), mine, theirs, permission, clock.instant());
        var proposed = commands.send(caller.actor(), command, PairingCommand.Proposed.class);
        return new Proposed(
                proposed.pairingId(), "pending", Party.of(proposed.mine()), Party.of(proposed.theirs()), Json.word(permission),
                caller.accountId(), proposed.createdAt(), proposed.expiresAt());
    }

    @PostMapping("/v1/pairings/{id}/confirm")
    Confirmed confirm(Caller caller, Input input) {
        var pairingId = input.pathId("id");
        input.check();
        var command = new ConfirmPairing(pairingId, caller.accountId(), EntityTags.required(input.request()), clock.instant());
        var confirmedAt = commands.send(caller.actor(), command, Instant.class);
        return new Confirmed(pairingId, "active", confirmedAt, "Pairing confirmed. Agents can now exchange files.");
    }

    @PatchMapping("/v1/pairings/{id}")
    Changed change(Caller caller, Input input) {
        var pairingId = input.pathId("id");
        var body = input.body();
        var permission = body.optionalChoice("permission", Body.words(Permission.values()));
        if (permission == null) {
            body.require("permission");
        }
        input.check();
        var command = new ChangePermission(
                pairingId, caller.accountId(), permission, EntityTags.required(input.request()), clock.instant());
        var now = commands.send(caller.actor(), command, PermissionNow.class);
        return new Changed(pairingId, Json.word(permission), Json.word(now.status()), now.changed() ? CHANGED : SAME);
    }
}
