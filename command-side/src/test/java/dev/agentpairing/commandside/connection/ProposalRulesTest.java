package dev.agentpairing.commandside.connection;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.Outcome;
import dev.agentpairing.commandside.connection.ConnectionRules.Caller;
import dev.agentpairing.commandside.connection.ProposalRules.Candidate;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.connection.ConnectionEvent;
import dev.agentpairing.messages.connection.ConnectionEvent.AccountInvited;
import dev.agentpairing.messages.connection.ConnectionEvent.ConnectionRevoked;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteAccepted;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteRejected;
import dev.agentpairing.messages.connection.ConnectionEvent.PairClosed;
import dev.agentpairing.messages.connection.ConnectionEvent.PairOpened;
import dev.agentpairing.messages.pairing.AgentPair;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;
import dev.agentpairing.messages.pairing.Permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ProposalRulesTest {

    private static final UUID CONNECTION = new UUID(9, 2);
    private static final UUID PAIRING = new UUID(9, 3);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");
    private static final Instant LATER = NOON.plusSeconds(60);

    private static final Caller ALICE = new Caller(new UUID(1, 1), new UUID(3, 1), NOON.minusSeconds(1));
    private static final Caller BOB = new Caller(new UUID(1, 2), new UUID(3, 2), NOON.minusSeconds(1));
    private static final Caller STRANGER = new Caller(new UUID(1, 3), new UUID(3, 3), NOON.minusSeconds(1));

    /** Canonical order is that of the text: the id that starts with "f" is the greater one, though negative as a number. */
    private static final UUID ALICES_AGENT = UUID.fromString("f9e8d7c6-b5a4-4210-9edc-ba0987654321");
    private static final UUID BOBS_AGENT = UUID.fromString("01b2c3d4-e5f6-4890-abcd-ef1234567890");

    private static final AccountInvited INVITED =
            new AccountInvited(CONNECTION, ALICE.accountId(), ALICE.emailId(), BOB.emailId(), NOON);
    private static final InviteAccepted ACCEPTED = new InviteAccepted(CONNECTION, BOB.accountId(), NOON);
    private static final ConnectionRevoked ENDED = new ConnectionRevoked(CONNECTION, BOB.accountId(), NOON);
    private static final InviteRejected REJECTED = new InviteRejected(CONNECTION, BOB.accountId(), NOON);
    private static final PairOpened TAKEN = new PairOpened(CONNECTION, new UUID(9, 9), BOBS_AGENT, ALICES_AGENT, NOON);

    private static final Candidate MINE = new Candidate(ALICE.accountId(), true, true, NOON);
    private static final Candidate THEIRS = new Candidate(BOB.accountId(), true, true, NOON);
    private static final Candidate MINE_WITHOUT_KEY = new Candidate(ALICE.accountId(), false, false, NOON);
    private static final Candidate THEIRS_WITHOUT_KEY = new Candidate(BOB.accountId(), false, false, NOON);
    private static final Candidate THEIRS_NOT_AVAILABLE = new Candidate(BOB.accountId(), true, false, NOON);

    private static Connection after(ConnectionEvent... events) {
        return Stream.of(events).reduce(Connection.NONE, Connection::evolve, (_, last) -> last);
    }

    private static Decision<ConnectionEvent> proposed(
            Connection state, Caller by, @Nullable Candidate mine, @Nullable Candidate theirs, @Nullable Integer limit) {
        var command = new ProposePairing(
                CONNECTION, PAIRING, by.accountId(), ALICES_AGENT, BOBS_AGENT, Permission.BOTH, LATER);
        return ProposalRules.open(state, command, by, mine, theirs, limit);
    }

    private static final Connection FULL = after(INVITED, ACCEPTED, TAKEN);

    /** In each row everything stands in the way that stands in the way in the rows below it. */
    static Stream<Arguments> rows() {
        return Stream.of(
                arguments("3", Connection.NONE, ALICE, null, null, 0, "NOT_FOUND"),
                arguments("3", after(INVITED, ENDED), STRANGER, null, null, 0, "NOT_FOUND"),
                arguments("3", FULL, STRANGER, MINE_WITHOUT_KEY, THEIRS_WITHOUT_KEY, 1, "NOT_FOUND"),
                arguments("3", after(INVITED, REJECTED), ALICE, null, null, 0, "NOT_FOUND"),
                arguments("4", after(INVITED), ALICE, null, null, 0, "CONNECTION_NOT_ACTIVE"),
                arguments("4", after(INVITED), BOB, null, null, 0, "CONNECTION_NOT_ACTIVE"),
                arguments("4", after(INVITED, ACCEPTED, TAKEN, ENDED), ALICE, null, null, 0, "CONNECTION_NOT_ACTIVE"),
                arguments("5", FULL, ALICE, null, THEIRS_WITHOUT_KEY, 1, "AGENT_NOT_FOUND"),
                arguments("5", FULL, ALICE, MINE_WITHOUT_KEY, null, 1, "AGENT_NOT_FOUND"),
                arguments("5", FULL, ALICE, THEIRS_WITHOUT_KEY, MINE_WITHOUT_KEY, 1, "AGENT_NOT_FOUND"),
                arguments("5", FULL, ALICE, MINE_WITHOUT_KEY, MINE_WITHOUT_KEY, 1, "AGENT_NOT_FOUND"),
                arguments("5", FULL, ALICE, MINE_WITHOUT_KEY, new Candidate(STRANGER.accountId(), false, false, NOON), 1,
                        "AGENT_NOT_FOUND"),
                arguments("6", FULL, ALICE, MINE_WITHOUT_KEY, THEIRS_WITHOUT_KEY, 1, "AGENT_NOT_CONNECTED"),
                arguments("7", FULL, ALICE, MINE, THEIRS_WITHOUT_KEY, 1, "TARGET_NOT_CONNECTED"),
                arguments("8", FULL, ALICE, MINE, THEIRS_NOT_AVAILABLE, 1, "AGENT_NOT_AVAILABLE"),
                arguments("9", FULL, ALICE, MINE, THEIRS, 1, "PAIRING_EXISTS"),
                arguments("10", after(INVITED, ACCEPTED), ALICE, MINE, THEIRS, 0, "PLAN_LIMIT_REACHED"),
                arguments("none", after(INVITED, ACCEPTED), ALICE, MINE, THEIRS, 1, "ACCEPTED"));
    }

    @ParameterizedTest(name = "row {0}: {6}")
    @MethodSource("rows")
    void reasons_not_to_propose_come_in_the_order_of_the_contract(String row, Connection state, Caller by,
            @Nullable Candidate mine, @Nullable Candidate theirs, Integer limit, String outcome) {
        assertThat(Outcome.of(proposed(state, by, mine, theirs, limit))).isEqualTo(outcome);
    }

    @Test
    void a_proposal_takes_the_place_of_the_two_agents_in_canonical_order() {
        assertThat(Outcome.event(proposed(after(INVITED, ACCEPTED), ALICE, MINE, THEIRS, 1)))
                .isEqualTo(new PairOpened(CONNECTION, PAIRING, BOBS_AGENT, ALICES_AGENT, LATER));
    }

    @Test
    void the_accepting_side_proposes_just_as_well() {
        var command = new ProposePairing(CONNECTION, PAIRING, BOB.accountId(), BOBS_AGENT, ALICES_AGENT, Permission.BOTH, LATER);
        assertThat(Outcome.event(ProposalRules.open(after(INVITED, ACCEPTED), command, BOB, THEIRS, MINE, 1)))
                .isEqualTo(new PairOpened(CONNECTION, PAIRING, BOBS_AGENT, ALICES_AGENT, LATER));
    }

    @Test
    void a_pair_is_taken_whoever_of_the_two_sides_proposes() {
        var command = new ProposePairing(CONNECTION, PAIRING, BOB.accountId(), BOBS_AGENT, ALICES_AGENT, Permission.BOTH, LATER);
        assertThat(Outcome.refusal(ProposalRules.open(FULL, command, BOB, THEIRS, MINE, null))).isEqualTo(Refusal.PAIRING_EXISTS);
    }

    @Test
    void the_proposers_own_agent_need_not_be_available() {
        var busy = new Candidate(ALICE.accountId(), true, false, NOON);
        assertThat(Outcome.of(proposed(after(INVITED, ACCEPTED), ALICE, busy, THEIRS, 1))).isEqualTo("ACCEPTED");
    }

    @ParameterizedTest
    @CsvSource({"1, PLAN_LIMIT_REACHED", "2, PLAN_LIMIT_REACHED", "3, ACCEPTED", ", ACCEPTED"})
    void so_many_pairings_are_open_as_the_plan_allows(@Nullable Integer limit, String outcome) {
        var two = after(INVITED, ACCEPTED,
                new PairOpened(CONNECTION, new UUID(9, 7), new UUID(5, 1), new UUID(5, 2), NOON),
                new PairOpened(CONNECTION, new UUID(9, 8), new UUID(5, 1), new UUID(5, 3), NOON));
        assertThat(Outcome.of(proposed(two, ALICE, MINE, THEIRS, limit))).isEqualTo(outcome);
    }

    @Test
    void a_pair_whose_pairing_is_over_can_be_proposed_anew() {
        var freed = FULL.evolve(new PairClosed(CONNECTION, TAKEN.pairingId(), BOBS_AGENT, ALICES_AGENT, NOON));
        assertThat(Outcome.of(proposed(freed, ALICE, MINE, THEIRS, 1))).isEqualTo("ACCEPTED");
    }

    @Test
    void a_place_is_freed_by_the_pairing_that_held_it() {
        assertThat(ProposalRules.close(FULL, TAKEN.pairingId(), AgentPair.of(ALICES_AGENT, BOBS_AGENT), LATER))
                .isEqualTo(new PairClosed(CONNECTION, TAKEN.pairingId(), BOBS_AGENT, ALICES_AGENT, LATER));
    }

    @Test
    void a_proposal_by_a_slow_clock_has_the_time_of_the_last_change() {
        var state = after(INVITED, ACCEPTED, new PairClosed(CONNECTION, PAIRING, BOBS_AGENT, ALICES_AGENT, LATER.plusSeconds(1)));
        assertThat(Outcome.event(proposed(state, ALICE, MINE, THEIRS, 1)).at()).isEqualTo(LATER.plusSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"5, 0", "0, 5"})
    void a_proposal_is_not_earlier_than_its_agents(int mineChanged, int theirsChanged) {
        var mine = new Candidate(ALICE.accountId(), true, true, LATER.plusSeconds(mineChanged));
        var theirs = new Candidate(BOB.accountId(), true, true, LATER.plusSeconds(theirsChanged));
        assertThat(Outcome.event(proposed(after(INVITED, ACCEPTED), ALICE, mine, theirs, 1)).at()).isEqualTo(LATER.plusSeconds(5));
    }

    @Test
    void a_place_freed_by_a_slow_clock_has_the_time_of_the_last_change() {
        assertThat(ProposalRules.close(FULL, PAIRING, AgentPair.of(ALICES_AGENT, BOBS_AGENT), NOON.minusSeconds(1)).at())
                .isEqualTo(NOON);
    }
}
