package dev.agentpairing.commandside;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import dev.agentpairing.commandside.connection.Connection;
import dev.agentpairing.commandside.connection.ConnectionRules;
import dev.agentpairing.commandside.connection.ConnectionRules.Caller;
import dev.agentpairing.commandside.connection.ProposalRules;
import dev.agentpairing.commandside.connection.ProposalRules.Candidate;
import dev.agentpairing.commandside.pairing.Pairing;
import dev.agentpairing.commandside.pairing.PairingRules;
import dev.agentpairing.commandside.pairing.PairingRules.KeyVersions;
import dev.agentpairing.commandside.pairing.PendingRules;
import dev.agentpairing.commandside.pairing.PermissionRules;
import dev.agentpairing.messages.connection.ConnectionEvent.AccountInvited;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteAccepted;
import dev.agentpairing.messages.pairing.AgentPair;
import dev.agentpairing.messages.pairing.PairingCommand.ChangePermission;
import dev.agentpairing.messages.pairing.PairingCommand.ConfirmPairing;
import dev.agentpairing.messages.pairing.PairingCommand.DeclinePairing;
import dev.agentpairing.messages.pairing.PairingCommand.ExpirePairing;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;
import dev.agentpairing.messages.pairing.PairingCommand.RevokePairing;
import dev.agentpairing.messages.pairing.PairingCommand.WithdrawPairing;
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;

import static dev.agentpairing.commandside.Step.ACCOUNTS;
import static dev.agentpairing.commandside.Step.AGENTS;
import static dev.agentpairing.commandside.Step.CONNECTION;
import static dev.agentpairing.commandside.Step.LIMIT;
import static dev.agentpairing.commandside.Step.START;
import static dev.agentpairing.commandside.Step.WEEK;
import static dev.agentpairing.commandside.Step.owner;
import static dev.agentpairing.commandside.Step.permission;

/** The code under test, put together as the handlers do. */
final class ByTheRules {

    private Connection connection = Connection.NONE
            .evolve(new AccountInvited(CONNECTION,
                    ACCOUNTS.get(0).accountId(), ACCOUNTS.get(0).emailId(), ACCOUNTS.get(1).emailId(), START))
            .evolve(new InviteAccepted(CONNECTION, ACCOUNTS.get(1).accountId(), START));
    private final Map<UUID, Pairing> pairings = new LinkedHashMap<>();
    private final Map<UUID, Integer> keys = new HashMap<>();
    private final boolean[] available = {true, true, true, true, true, true};
    private int clock;

    ByTheRules() {
        AGENTS.forEach(agent -> keys.put(agent, 1));
    }

    String take(Step step) {
        var by = ACCOUNTS.get(step.account());
        var at = START.plusSeconds(clock++);
        return switch (step.kind()) {
            case PROPOSE -> propose(step, by, at);
            case CONFIRM -> confirm(nth(step.one()), by, at);
            case CHANGE -> change(nth(step.one()), by, permission(step.two()), at);
            case DECLINE -> end(nth(step.one()), state -> PendingRules.decline(
                    state, new DeclinePairing(nth(step.one()), by.accountId(), at)), at);
            case WITHDRAW -> end(nth(step.one()), state -> PendingRules.withdraw(
                    state, new WithdrawPairing(nth(step.one()), by.accountId(), at)), at);
            case LATER -> "" + (clock += (step.one() + 1) * 86_400);
            case SWEEP -> sweep(at);
            case REVOKE -> end(nth(step.one()), state -> PairingRules.revoke(
                    state, new RevokePairing(nth(step.one()), by.accountId(), step.two() > 0, null, null, at), () -> ""), at);
            case KEY -> "" + keys.merge(AGENTS.get(step.one()), 1, (had, _) -> had == 0 ? 1 : 0);
            case AVAILABLE -> "" + (available[step.one()] = !available[step.one()]);
            case END_OF_CONNECTION -> endConnection(by, at);
        };
    }

    private UUID nth(int number) {
        return new UUID(8, number);
    }

    private String propose(Step step, Caller by, Instant at) {
        var id = new UUID(8, pairings.size());
        var mine = AGENTS.get(step.one());
        var theirs = AGENTS.get(step.two());
        var command = new ProposePairing(
                CONNECTION, id, by.accountId(), mine, theirs, permission(step.one() + step.two()), at);
        var decision = ProposalRules.open(connection, command, by, candidate(step.one()), candidate(step.two()), LIMIT);
        if (decision instanceof Decision.Accepted<?>) {
            var other = ((Connection.Active) connection).other(by.accountId());
            connection = connection.evolve(Outcome.event(decision));
            pairings.put(id, Pairing.UNPROPOSED.evolve(PairingRules.propose(command, other, Duration.ofSeconds(WEEK), at)));
        }
        return Outcome.of(decision);
    }

    private Candidate candidate(int agent) {
        return new Candidate(ACCOUNTS.get(owner(agent)).accountId(), keys.get(AGENTS.get(agent)) > 0, available[agent], Instant.EPOCH);
    }

    private String confirm(UUID id, Caller by, Instant at) {
        var state = pairings.getOrDefault(id, Pairing.UNPROPOSED);
        var versions = state instanceof Pairing.Unproposed ? new KeyVersions(0, 0, Instant.EPOCH)
                : new KeyVersions(keys.get(state.terms().agents().a()), keys.get(state.terms().agents().b()), Instant.EPOCH);
        var decision = PairingRules.confirm(state, new ConfirmPairing(id, by.accountId(), null, at), versions, () -> "");
        if (decision instanceof Decision.Accepted<?>) {
            pairings.put(id, state.evolve(Outcome.event(decision)));
        }
        return Outcome.of(decision);
    }

    private String change(UUID id, Caller by, Permission permission, Instant at) {
        var state = pairings.getOrDefault(id, Pairing.UNPROPOSED);
        var command = new ChangePermission(id, by.accountId(), permission, null, at);
        var decision = PermissionRules.change(state, command, Duration.ofSeconds(WEEK), () -> "");
        if (decision instanceof Decision.Accepted<PairingEvent>(var events)) {
            events.forEach(event -> pairings.put(id, state.evolve(event)));
            return events.isEmpty() ? "THE SAME" : "ACCEPTED";
        }
        return Outcome.of(decision);
    }

    private String end(UUID id, Function<Pairing, Decision<PairingEvent>> rule, Instant at) {
        var state = pairings.getOrDefault(id, Pairing.UNPROPOSED);
        var decision = rule.apply(state);
        if (decision instanceof Decision.Accepted<?>) {
            pairings.put(id, state.evolve(Outcome.event(decision)));
            connection = connection.evolve(ProposalRules.close(connection, id, state.terms().agents(), at));
        }
        return Outcome.of(decision);
    }

    private String sweep(Instant at) {
        for (var id : List.copyOf(pairings.keySet())) {
            var state = pairings.get(id);
            for (var event : PendingRules.expire(state, new ExpirePairing(id, at))) {
                pairings.put(id, state.evolve(event));
                connection = connection.evolve(ProposalRules.close(connection, id, state.terms().agents(), at));
            }
        }
        return "ACCEPTED";
    }

    private String endConnection(Caller by, Instant at) {
        var decision = ConnectionRules.revoke(connection, by, at);
        if (decision instanceof Decision.Accepted<?>) {
            connection = connection.evolve(Outcome.event(decision));
            pairings.replaceAll((_, state) ->
                    PairingRules.end(state, RevocationReason.CONNECTION_REVOKED, by.accountId(), null, at)
                    .stream().reduce(state, Pairing::evolve, (_, last) -> last));
        }
        return Outcome.of(decision);
    }

    Set<AgentPair> open() {
        return Set.copyOf(pairings.values().stream()
                .filter(state -> !(state instanceof Pairing.Revoked)).map(state -> state.terms().agents()).toList());
    }

    Set<AgentPair> openUnderTheConnection() {
        return connection instanceof Connection.Active active ? Set.copyOf(active.open().keySet()) : Set.of();
    }

    List<String> statuses() {
        return pairings.values().stream().map(state -> state.getClass().getSimpleName()).toList();
    }

    /** From the proposer's side. */
    List<Permission> permissions() {
        return pairings.values().stream().map(state -> state.terms().permission()).toList();
    }
}
