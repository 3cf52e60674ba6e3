package dev.agentpairing.gateway.pairing;

import java.time.Clock;
import java.util.UUID;

import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.agentpairing.gateway.http.EntityTags;
import dev.agentpairing.gateway.http.bus.Commands;
import dev.agentpairing.gateway.http.input.Input;
import dev.agentpairing.gateway.security.Caller;
import dev.agentpairing.messages.account.Scope;
import dev.agentpairing.messages.pairing.PairingCommand;
import dev.agentpairing.messages.pairing.PairingCommand.DeclinePairing;
import dev.agentpairing.messages.pairing.PairingCommand.RevokePairing;
import dev.agentpairing.messages.pairing.PairingCommand.WithdrawPairing;

/** How pairings end. */
@RestController
@RequestMapping(produces = "application/json")
class PairingEnds {

    private final Commands commands;
    private final Clock clock;

    PairingEnds(Commands commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    record Revoked(UUID id, String status) {}

    @DeleteMapping("/v1/pairings/{id}")
    Revoked revoke(Caller caller, Input input) {
        var pairingId = input.pathId("id");
        var reason = input.body().optionalText("reason", 0, 500);
        input.check();
        var command = new RevokePairing(
                pairingId, caller.accountId(), caller.may(Scope.PAIRINGS_REVOKE), reason, EntityTags.required(input.request()),
                clock.instant());
        return end(caller, pairingId, command);
    }

    @PostMapping("/v1/pairings/{id}/decline")
    Revoked decline(Caller caller, Input input) {
        var pairingId = input.pathId("id");
        input.check();
        return end(caller, pairingId, new DeclinePairing(pairingId, caller.accountId(), clock.instant()));
    }

    @PostMapping("/v1/pairings/{id}/withdraw")
    Revoked withdraw(Caller caller, Input input) {
        var pairingId = input.pathId("id");
        input.check();
        return end(caller, pairingId, new WithdrawPairing(pairingId, caller.accountId(), clock.instant()));
    }

    private Revoked end(Caller caller, UUID pairingId, PairingCommand command) {
        commands.send(caller.actor(), command);
        return new Revoked(pairingId, "revoked");
    }
}
