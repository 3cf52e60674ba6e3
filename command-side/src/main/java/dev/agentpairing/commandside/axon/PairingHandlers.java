package dev.agentpairing.commandside.axon;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.agent.Agent;
import dev.agentpairing.commandside.connection.Connection;
import dev.agentpairing.commandside.connection.ProposalRules;
import dev.agentpairing.commandside.connection.ProposalRules.Candidate;
import dev.agentpairing.commandside.pairing.Pairing;
import dev.agentpairing.commandside.pairing.PairingRules;
import dev.agentpairing.commandside.pairing.PermissionRules;
import dev.agentpairing.messages.account.PlanTable;
import dev.agentpairing.messages.pairing.PairingCommand.ChangePermission;
import dev.agentpairing.messages.pairing.PairingCommand.ConfirmPairing;
import dev.agentpairing.messages.pairing.PairingCommand.Party;
import dev.agentpairing.messages.pairing.PairingCommand.PermissionNow;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;
import dev.agentpairing.messages.pairing.PairingCommand.Proposed;
import dev.agentpairing.messages.pairing.PairingStatus;

/** How pairings begin and change: a proposal writes the pairing's stream and the connection's, or neither. */
final class PairingHandlers {

    private final AllStreams streams;
    private final PlanTable plans;
    private final Duration pendingExpiry;

    PairingHandlers(AllStreams streams, PlanTable plans, Duration pendingExpiry) {
        this.streams = streams;
        this.plans = plans;
        this.pendingExpiry = pendingExpiry;
    }

    @CommandHandler
    Proposed handle(ProposePairing command) {
        var account = streams.account(command.accountId());
        var connection = streams.connections().find(command.connectionId());
        var before = connection.state();
        var agents = streams.agents().findAll(List.of(command.myAgentId(), command.theirAgentId()));
        var mine = agents.getFirst().state();
        var theirs = agents.getLast().state();
        connection.record(ProposalRules.open(before, command, AllStreams.caller(account), candidate(mine), candidate(theirs),
                plans.limitsOf(account.plan()).pairingsPerConnection()));
        var other = ((Connection.Active) before).other(command.accountId());
        var proposed = PairingRules.propose(command, other, pendingExpiry, connection.state().changedAt());
        streams.pairings().start(List.of(proposed));
        return new Proposed(command.pairingId(), party(mine), party(theirs), proposed.at(), proposed.expiresAt());
    }

    @CommandHandler
    Instant handle(ConfirmPairing command) {
        var pairing = PairingWithAgents.find(streams, command.pairingId());
        pairing.record(PairingRules.confirm(pairing.state(), command, pairing.keyVersions(), pairing.etag(command.accountId())));
        return pairing.state().changedAt();
    }

    @CommandHandler
    PermissionNow handle(ChangePermission command) {
        var pairing = PairingWithAgents.find(streams, command.pairingId());
        var before = pairing.state();
        pairing.record(PermissionRules.change(before, command, pendingExpiry, pairing.etag(command.accountId())));
        return new PermissionNow(pairing.state() instanceof Pairing.Active ? PairingStatus.ACTIVE : PairingStatus.PENDING,
                pairing.state() != before);
    }

    private static @Nullable Candidate candidate(Agent agent) {
        return agent instanceof Agent.Registered r ? new Candidate(r.accountId(), r.hasKey(), r.profile().available(), r.changedAt()) : null;
    }

    private static Party party(Agent agent) {
        var registered = (Agent.Registered) agent;
        return new Party(registered.agentId(), registered.profile().slug(), registered.profile().name());
    }
}
