package dev.agentpairing.commandside.axon;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.agent.Agent;
import dev.agentpairing.commandside.connection.Connection;
import dev.agentpairing.commandside.connection.ProposalRules;
import dev.agentpairing.commandside.connection.ProposalRules.Candidate;
import dev.agentpairing.commandside.pairing.Pairing;
import dev.agentpairing.commandside.pairing.PairingRules;
import dev.agentpairing.commandside.pairing.PairingRules.KeyVersions;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.account.PlanTable;
import dev.agentpairing.messages.pairing.ETag;
import dev.agentpairing.messages.pairing.PairingCommand.ConfirmPairing;
import dev.agentpairing.messages.pairing.PairingCommand.Party;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;
import dev.agentpairing.messages.pairing.PairingCommand.Proposed;
import dev.agentpairing.messages.pairing.PairingCommand.RevokePairing;

/** Pairings: a proposal and a revocation write the pairing's stream and the connection's, or neither. */
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
        var mine = streams.agents().find(command.myAgentId()).state();
        var theirs = streams.agents().find(command.theirAgentId()).state();
        connection.record(ProposalRules.open(before, command, AllStreams.caller(account), candidate(mine), candidate(theirs),
                plans.limitsOf(account.plan()).pairingsPerConnection()));
        var other = ((Connection.Active) before).other(command.accountId());
        var proposed = PairingRules.propose(command, other, pendingExpiry, connection.state().changedAt());
        streams.pairings().start(List.of(proposed));
        return new Proposed(command.pairingId(), party(mine), party(theirs), proposed.at(), proposed.expiresAt());
    }

    @CommandHandler
    Instant handle(ConfirmPairing command) {
        var pairing = streams.pairings().find(command.pairingId());
        if (pairing.state() instanceof Pairing.Unproposed) {
            throw Refusals.because(Refusal.NOT_FOUND);
        }
        var agents = pairing.state().terms().agents();
        var a = streams.agents().find(agents.a());
        var b = streams.agents().find(agents.b());
        pairing.record(PairingRules.confirm(pairing.state(), command, keys(a.state(), b.state()),
                etag(pairing.state(), command.accountId(), pairing.version(), a.version(), b.version())));
        return pairing.state().changedAt();
    }

    @CommandHandler
    void handle(RevokePairing command) {
        var pairing = streams.pairings().find(command.pairingId());
        var before = pairing.state();
        if (before instanceof Pairing.Unproposed) {
            throw Refusals.because(Refusal.NOT_FOUND);
        }
        var agents = before.terms().agents();
        var a = streams.agents().find(agents.a()).version();
        var b = streams.agents().find(agents.b()).version();
        pairing.record(PairingRules.revoke(before, command, etag(before, command.accountId(), pairing.version(), a, b)));
        var connection = streams.connections().find(before.terms().connectionId());
        connection.record(List.of(ProposalRules.close(connection.state(), command.pairingId(), agents, pairing.state().changedAt())));
    }

    private static String etag(Pairing state, UUID viewer, long pairing, long agentA, long agentB) {
        return ETag.of(state.terms().proposer().equals(viewer), pairing, agentA, agentB);
    }

    private static KeyVersions keys(Agent a, Agent b) {
        var since = a.changedAt().isAfter(b.changedAt()) ? a.changedAt() : b.changedAt();
        return new KeyVersions(keyVersion(a), keyVersion(b), since);
    }

    private static int keyVersion(Agent agent) {
        return agent instanceof Agent.Registered registered ? registered.keyVersion() : 0;
    }

    private static @Nullable Candidate candidate(Agent agent) {
        return agent instanceof Agent.Registered r ? new Candidate(r.accountId(), r.hasKey(), r.profile().available(), r.changedAt()) : null;
    }

    private static Party party(Agent agent) {
        var registered = (Agent.Registered) agent;
        return new Party(registered.agentId(), registered.profile().slug(), registered.profile().name());
    }
}
