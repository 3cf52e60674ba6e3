package dev.agentpairing.commandside;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever two connected accounts and a stranger do, in whatever order: the rules answer as a model does that was written
 * from the contract alone, and what is open under the connection is what is open among its pairings.
 */
class PairingModelTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final UUID CONNECTION = new UUID(9, 0);
    private static final int LIMIT = 2;

    /** Accounts 0 and 1 are connected, 2 is a stranger. Account n owns the agents 2n and 2n+1. */
    private static final List<Caller> ACCOUNTS =
            IntStream.range(0, 3).mapToObj(i -> new Caller(new UUID(1, i), new UUID(3, i))).toList();

    /** Not in the order of their texts. */
    private static final List<UUID> AGENTS =
            IntStream.range(0, 6).mapToObj(i -> new UUID(i % 2 == 0 ? -1L - i : i, i)).toList();

    private static final int WEEK = 7 * 86_400;

    /** LATER is when days have passed; SWEEP is when somebody looks for what is due. */
    private enum Kind { PROPOSE, CONFIRM, CHANGE, DECLINE, WITHDRAW, REVOKE, LATER, SWEEP, KEY, AVAILABLE, END_OF_CONNECTION }

    /**
     * @param one the proposer's agent, the agent in question, which of the pairings so far, or how many days
     * @param two the other agent, or what else matters
     */
    private record Step(Kind kind, int account, int one, int two) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        var kinds = Arbitraries.frequency(
                Tuple.of(8, Kind.PROPOSE), Tuple.of(6, Kind.CONFIRM), Tuple.of(6, Kind.CHANGE), Tuple.of(3, Kind.DECLINE),
                Tuple.of(3, Kind.WITHDRAW), Tuple.of(3, Kind.REVOKE), Tuple.of(3, Kind.LATER), Tuple.of(2, Kind.SWEEP),
                Tuple.of(2, Kind.KEY), Tuple.of(1, Kind.AVAILABLE),
                Tuple.of(1, Kind.END_OF_CONNECTION));
        var accounts = Arbitraries.frequency(
                Tuple.of(5, 0), Tuple.of(5, 1), Tuple.of(1, 2));
        var numbers = Arbitraries.integers().between(0, 5);
        return Combinators.combine(kinds, accounts, numbers, numbers).as(Step::new).list().ofMaxSize(50);
    }

    @Property(tries = 500)
    void the_rules_answer_as_the_contract_does(@ForAll("steps") List<Step> steps) {
        var rules = new ByTheRules();
        var model = new ByTheContract();
        for (var step : steps) {
            assertThat(rules.take(step)).as("%s", step).isEqualTo(model.take(step));
            assertThat(rules.open()).as("open after %s", step).isEqualTo(model.open());
            assertThat(rules.statuses()).as("states after %s", step).isEqualTo(model.statuses());
            assertThat(rules.permissions()).as("permissions after %s", step).isEqualTo(model.permissions());
            assertThat(rules.openUnderTheConnection()).as("places after %s", step).isEqualTo(rules.open());
        }
    }

    private static int owner(int agent) {
        return agent / 2;
    }

    private static Permission permission(int number) {
        return Permission.values()[number % 3];
    }

    /** The code under test, put together as the handlers do. */
    private static final class ByTheRules {

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
            var by = ACCOUNTS.get(step.account);
            var at = START.plusSeconds(clock++);
            return switch (step.kind) {
                case PROPOSE -> propose(step, by, at);
                case CONFIRM -> confirm(nth(step.one), by, at);
                case CHANGE -> change(nth(step.one), by, permission(step.two), at);
                case DECLINE -> end(nth(step.one), state -> PendingRules.decline(
                        state, new DeclinePairing(nth(step.one), by.accountId(), at)), at);
                case WITHDRAW -> end(nth(step.one), state -> PendingRules.withdraw(
                        state, new WithdrawPairing(nth(step.one), by.accountId(), at)), at);
                case LATER -> "" + (clock += (step.one + 1) * 86_400);
                case SWEEP -> sweep(at);
                case REVOKE -> end(nth(step.one), state -> PairingRules.revoke(
                        state, new RevokePairing(nth(step.one), by.accountId(), step.two > 0, null, null, at), ""), at);
                case KEY -> "" + keys.merge(AGENTS.get(step.one), 1, (had, _) -> had == 0 ? 1 : 0);
                case AVAILABLE -> "" + (available[step.one] = !available[step.one]);
                case END_OF_CONNECTION -> endConnection(by, at);
            };
        }

        private UUID nth(int number) {
            return new UUID(8, number);
        }

        private String propose(Step step, Caller by, Instant at) {
            var id = new UUID(8, pairings.size());
            var mine = AGENTS.get(step.one);
            var theirs = AGENTS.get(step.two);
            var command = new ProposePairing(
                    CONNECTION, id, by.accountId(), mine, theirs, permission(step.one + step.two), at);
            var decision = ProposalRules.open(connection, command, by, candidate(step.one), candidate(step.two), LIMIT);
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
            var decision = PairingRules.confirm(state, new ConfirmPairing(id, by.accountId(), null, at), versions, "");
            if (decision instanceof Decision.Accepted<?>) {
                pairings.put(id, state.evolve(Outcome.event(decision)));
            }
            return Outcome.of(decision);
        }

        private String change(UUID id, Caller by, Permission permission, Instant at) {
            var state = pairings.getOrDefault(id, Pairing.UNPROPOSED);
            var command = new ChangePermission(id, by.accountId(), permission, null, at);
            var decision = PermissionRules.change(state, command, Duration.ofSeconds(WEEK), "");
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

    /** Section 2 of the contract, and nothing else. */
    private static final class ByTheContract {

        private static final class Entry {
            private final int proposer;
            private final Set<Integer> agents;
            private Permission permission;
            private int lastChanger;
            private int expires;
            private String status = "Pending";

            Entry(int proposer, int mine, int theirs, Permission permission, int now) {
                this.proposer = proposer;
                this.agents = Set.of(mine, theirs);
                this.permission = permission;
                this.lastChanger = proposer;
                this.expires = now + WEEK;
            }

            boolean isOpen() {
                return !status.equals("Revoked");
            }

            boolean isPending(int now) {
                return status.equals("Pending") && now < expires;
            }

            Permission seenBy(int account) {
                return account == proposer || permission == Permission.BOTH ? permission
                        : permission == Permission.SEND_ONLY ? Permission.RECEIVE_ONLY : Permission.SEND_ONLY;
            }
        }

        private final List<Entry> entries = new ArrayList<>();
        private final boolean[] key = {true, true, true, true, true, true};
        private final boolean[] available = {true, true, true, true, true, true};
        private boolean active = true;
        private int clock;

        String take(Step step) {
            int now = clock++;
            return switch (step.kind) {
                case PROPOSE -> propose(step.account, step.one, step.two, now);
                case CONFIRM -> confirm(step.account, entry(step.one), now);
                case CHANGE -> change(step.account, entry(step.one), permission(step.two), now);
                case DECLINE -> decline(step.account, entry(step.one), now);
                case WITHDRAW -> withdraw(step.account, entry(step.one), now);
                case LATER -> "" + (clock += (step.one + 1) * 86_400);
                case SWEEP -> sweep(now);
                case REVOKE -> revoke(step.account, entry(step.one), step.two > 0);
                case KEY -> (key[step.one] = !key[step.one]) ? "1" : "0";
                case AVAILABLE -> "" + (available[step.one] = !available[step.one]);
                case END_OF_CONNECTION -> end(step.account);
            };
        }

        private @Nullable Entry entry(int number) {
            return number < entries.size() ? entries.get(number) : null;
        }

        private String propose(int by, int mine, int theirs, int now) {
            if (by == 2) {
                return "NOT_FOUND";
            } else if (!active) {
                return "CONNECTION_NOT_ACTIVE";
            } else if (owner(mine) != by || owner(theirs) != 1 - by) {
                return "AGENT_NOT_FOUND";
            } else if (!key[mine]) {
                return "AGENT_NOT_CONNECTED";
            } else if (!key[theirs]) {
                return "TARGET_NOT_CONNECTED";
            } else if (!available[theirs]) {
                return "AGENT_NOT_AVAILABLE";
            } else if (entries.stream().anyMatch(e -> e.isOpen() && e.agents.equals(Set.of(mine, theirs)))) {
                return "PAIRING_EXISTS";
            } else if (entries.stream().filter(Entry::isOpen).count() >= LIMIT) {
                return "PLAN_LIMIT_REACHED";
            }
            entries.add(new Entry(by, mine, theirs, permission(mine + theirs), now));
            return "ACCEPTED";
        }

        private String confirm(int by, @Nullable Entry entry, int now) {
            if (entry == null || by == 2) {
                return "NOT_FOUND";
            } else if (!entry.isPending(now)) {
                return "INVALID_STATUS";
            } else if (entry.lastChanger == by) {
                return "CANNOT_CONFIRM_OWN";
            } else if (entry.agents.stream().anyMatch(agent -> owner(agent) == by && !key[agent])) {
                return "AGENT_NOT_CONNECTED";
            } else if (entry.agents.stream().anyMatch(agent -> !key[agent])) {
                return "TARGET_NOT_CONNECTED";
            }
            entry.status = "Active";
            return "ACCEPTED";
        }

        private String change(int by, @Nullable Entry entry, Permission permission, int now) {
            if (entry == null || by == 2) {
                return "NOT_FOUND";
            } else if (!entry.status.equals("Active") && !entry.isPending(now)) {
                return "INVALID_STATUS";
            } else if (entry.seenBy(by) == permission) {
                return "THE SAME";
            }
            entry.permission = by == entry.proposer ? permission : permission.flipped();
            entry.lastChanger = by;
            entry.expires = now + WEEK;
            entry.status = "Pending";
            return "ACCEPTED";
        }

        private String decline(int by, @Nullable Entry entry, int now) {
            if (entry == null || by == 2) {
                return "NOT_FOUND";
            } else if (!entry.isPending(now)) {
                return "INVALID_STATUS";
            } else if (entry.lastChanger == by) {
                return "CANNOT_DECLINE_OWN";
            }
            entry.status = "Revoked";
            return "ACCEPTED";
        }

        private String withdraw(int by, @Nullable Entry entry, int now) {
            if (entry == null || by == 2) {
                return "NOT_FOUND";
            } else if (!entry.isPending(now)) {
                return "INVALID_STATUS";
            } else if (entry.lastChanger != by) {
                return "NOT_YOUR_PROPOSAL";
            }
            entry.status = "Revoked";
            return "ACCEPTED";
        }

        private String sweep(int now) {
            for (var entry : entries) {
                if (entry.status.equals("Pending") && !entry.isPending(now)) {
                    entry.status = "Revoked";
                }
            }
            return "ACCEPTED";
        }

        private String revoke(int by, @Nullable Entry entry, boolean may) {
            if (entry == null || by == 2) {
                return "NOT_FOUND";
            } else if (!may) {
                return "SESSION_REQUIRED";
            } else if (!entry.isOpen()) {
                return "ALREADY_REVOKED";
            }
            entry.status = "Revoked";
            return "ACCEPTED";
        }

        private String end(int by) {
            if (by == 2) {
                return "NOT_FOUND";
            } else if (!active) {
                return "ALREADY_REVOKED";
            }
            active = false;
            entries.forEach(entry -> entry.status = "Revoked");
            return "ACCEPTED";
        }

        Set<AgentPair> open() {
            return Set.copyOf(entries.stream().filter(Entry::isOpen)
                    .map(entry -> entry.agents.stream().map(AGENTS::get).toList())
                    .map(agents -> AgentPair.of(agents.get(0), agents.get(1))).toList());
        }

        List<String> statuses() {
            return entries.stream().map(entry -> entry.status).toList();
        }

        List<Permission> permissions() {
            return entries.stream().map(entry -> entry.permission).toList();
        }
    }
}
