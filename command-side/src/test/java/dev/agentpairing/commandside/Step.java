package dev.agentpairing.commandside;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

import dev.agentpairing.commandside.connection.ConnectionRules.Caller;
import dev.agentpairing.messages.pairing.Permission;

/**
 * What somebody does.
 *
 * @param one the proposer's agent, the agent in question, which of the pairings so far, or how many days
 * @param two the other agent, or what else matters
 */
record Step(Kind kind, int account, int one, int two) {

    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final UUID CONNECTION = new UUID(9, 0);
    static final int LIMIT = 2;
    static final int WEEK = 7 * 86_400;

    /** Accounts 0 and 1 are connected, 2 is a stranger. Account n owns the agents 2n and 2n+1. */
    static final List<Caller> ACCOUNTS =
            IntStream.range(0, 3).mapToObj(i -> new Caller(new UUID(1, i), new UUID(3, i), START)).toList();

    /** Not in the order of their texts. */
    static final List<UUID> AGENTS =
            IntStream.range(0, 6).mapToObj(i -> new UUID(i % 2 == 0 ? -1L - i : i, i)).toList();

    /** LATER is when days have passed; SWEEP is when somebody looks for what is due. */
    enum Kind { PROPOSE, CONFIRM, CHANGE, DECLINE, WITHDRAW, REVOKE, LATER, SWEEP, KEY, AVAILABLE, END_OF_CONNECTION }

    static int owner(int agent) {
        return agent / 2;
    }

    static Permission permission(int number) {
        return Permission.values()[number % 3];
    }

    static Arbitrary<List<Step>> steps() {
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
}
