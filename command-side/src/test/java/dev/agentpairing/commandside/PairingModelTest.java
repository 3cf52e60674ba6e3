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
import dev.agentpairing.messages.connection.ConnectionEvent.AccountInvited;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteAccepted;
import dev.agentpairing.messages.pairing.AgentPair;
import dev.agentpairing.messages.pairing.PairingCommand.ConfirmPairing;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;
import dev.agentpairing.messages.pairing.PairingCommand.RevokePairing;
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

    private enum Kind { PROPOSE, CONFIRM, REVOKE, KEY, AVAILABLE, END_OF_CONNECTION }

    /** @param one the proposer's agent, the agent in question, or which of the pairings so far; so {@code two} */
    private record Step(Kind kind, int account, int one, int two) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        var kinds = Arbitraries.frequency(
                Tuple.of(8, Kind.PROPOSE), Tuple.of(6, Kind.CONFIRM), Tuple.of(6, Kind.REVOKE),
                Tuple.of(2, Kind.KEY), Tuple.of(1, Kind.AVAILABLE),
                Tuple.of(1, Kind.END_OF_CONNECTION));
        var accounts = Arbitraries.frequency(
                Tuple.of(5, 0), Tuple.of(5, 1), Tuple.of(1, 2));
        var numbers = Arbitraries.integers().between(0, 5);
        return Combinators.combine(kinds, accounts, numbers, numbers).as(Step::new).list().ofMaxSize(40);
    }

    @Property(tries = 400)
    void the_rules_answer_as_the_contract_does(@ForAll("steps") List<Step> steps) {
        var rules = new ByTheRules();
        var model = new ByTheContract();
        for (var step : steps) {
            assertThat(rules.take(step)).as("%s", step).isEqualTo(model.take(step));
            assertThat(rules.open()).as("open after %s", step).isEqualTo(model.open());
            assertThat(rules.statuses()).as("states after %s", step).isEqualTo(model.statuses());
            assertThat(rules.openUnderTheConnection()).as("places after %s", step).isEqualTo(rules.open());
        }
    }

    private static int owner(int agent) {
        return agent / 2;
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
                case REVOKE -> revoke(nth(step.one), by, step.two > 0, at);
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
            var command = new ProposePairing(CONNECTION, id, by.accountId(), mine, theirs, Permission.BOTH, at);
            var decision = ProposalRules.open(connection, command, by, candidate(step.one), candidate(step.two), LIMIT);
            if (decision instanceof Decision.Accepted<?>) {
                var other = ((Connection.Active) connection).other(by.accountId());
                connection = connection.evolve(Outcome.event(decision));
                pairings.put(id, Pairing.UNPROPOSED.evolve(PairingRules.propose(command, other, Duration.ofDays(7), at)));
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

        private String revoke(UUID id, Caller by, boolean mayRevoke, Instant at) {
            var state = pairings.getOrDefault(id, Pairing.UNPROPOSED);
            var decision = PairingRules.revoke(state, new RevokePairing(id, by.accountId(), mayRevoke, null, null, at), "");
            if (decision instanceof Decision.Accepted<?>) {
                pairings.put(id, state.evolve(Outcome.event(decision)));
                connection = connection.evolve(ProposalRules.close(connection, id, state.terms().agents(), at));
            }
            return Outcome.of(decision);
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
    }

    /** Section 2 of the contract, and nothing else. */
    private static final class ByTheContract {

        private static final class Entry {
            private final int proposer;
            private final Set<Integer> agents;
            private String status = "Pending";

            Entry(int proposer, int mine, int theirs) {
                this.proposer = proposer;
                this.agents = Set.of(mine, theirs);
            }

            boolean isOpen() {
                return !status.equals("Revoked");
            }
        }

        private final List<Entry> entries = new ArrayList<>();
        private final boolean[] key = {true, true, true, true, true, true};
        private final boolean[] available = {true, true, true, true, true, true};
        private boolean active = true;

        String take(Step step) {
            return switch (step.kind) {
                case PROPOSE -> propose(step.account, step.one, step.two);
                case CONFIRM -> confirm(step.account, entry(step.one));
                case REVOKE -> revoke(step.account, entry(step.one), step.two > 0);
                case KEY -> (key[step.one] = !key[step.one]) ? "1" : "0";
                case AVAILABLE -> "" + (available[step.one] = !available[step.one]);
                case END_OF_CONNECTION -> end(step.account);
            };
        }

        private @Nullable Entry entry(int number) {
            return number < entries.size() ? entries.get(number) : null;
        }

        private String propose(int by, int mine, int theirs) {
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
            entries.add(new Entry(by, mine, theirs));
            return "ACCEPTED";
        }

        private String confirm(int by, @Nullable Entry entry) {
            if (entry == null || by == 2) {
                return "NOT_FOUND";
            } else if (!entry.status.equals("Pending")) {
                return "INVALID_STATUS";
            } else if (entry.proposer == by) {
                return "CANNOT_CONFIRM_OWN";
            } else if (entry.agents.stream().anyMatch(agent -> owner(agent) == by && !key[agent])) {
                return "AGENT_NOT_CONNECTED";
            } else if (entry.agents.stream().anyMatch(agent -> !key[agent])) {
                return "TARGET_NOT_CONNECTED";
            }
            entry.status = "Active";
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
    }
}
