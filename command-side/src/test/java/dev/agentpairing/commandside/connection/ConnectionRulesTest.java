package dev.agentpairing.commandside.connection;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.Outcome;
import dev.agentpairing.commandside.connection.ConnectionRules.Caller;
import dev.agentpairing.commandside.connection.ConnectionRules.Room;
import dev.agentpairing.messages.connection.ConnectionCommand.InviteAccount;
import dev.agentpairing.messages.connection.ConnectionEvent;
import dev.agentpairing.messages.connection.ConnectionEvent.AccountInvited;
import dev.agentpairing.messages.connection.ConnectionEvent.ConnectionRevoked;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteAccepted;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteRejected;
import dev.agentpairing.messages.connection.ConnectionEvent.PairClosed;
import dev.agentpairing.messages.connection.ConnectionEvent.PairOpened;
import dev.agentpairing.messages.connection.LinkEvent.LinkBlocked;
import dev.agentpairing.messages.pairing.AgentPair;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionRulesTest {

    private static final UUID CONNECTION = new UUID(9, 2);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");
    private static final Instant LATER = NOON.plusSeconds(60);

    private enum Who {
        INVITER, INVITED, STRANGER, LATECOMER;

        /** The one who came late has the invited address, since just when what ended did. */
        Caller caller() {
            return this == LATECOMER ? new Caller(new UUID(1, ordinal()), INVITED.caller().emailId(), NOON)
                    : new Caller(new UUID(1, ordinal()), new UUID(3, ordinal()), NOON.minusNanos(1000));
        }
    }

    private enum Given {
        NONE, PENDING, ACTIVE, REJECTED, REVOKED, CANCELLED;

        Connection state() {
            return switch (this) {
                case NONE -> after();
                case PENDING -> after(invited());
                case ACTIVE -> after(invited(), accepted());
                case REJECTED -> after(invited(), new InviteRejected(CONNECTION, Who.INVITED.caller().accountId(), NOON));
                case REVOKED ->
                        after(invited(), accepted(), new ConnectionRevoked(CONNECTION, Who.INVITED.caller().accountId(), NOON));
                case CANCELLED -> after(invited(), new ConnectionRevoked(CONNECTION, Who.INVITER.caller().accountId(), NOON));
            };
        }
    }

    private static Connection after(ConnectionEvent... events) {
        return Stream.of(events).reduce(Connection.NONE, Connection::evolve, (_, last) -> last);
    }

    private static AccountInvited invited() {
        return new AccountInvited(
                CONNECTION, Who.INVITER.caller().accountId(), Who.INVITER.caller().emailId(),
                Who.INVITED.caller().emailId(), NOON);
    }

    private static InviteAccepted accepted() {
        return new InviteAccepted(CONNECTION, Who.INVITED.caller().accountId(), NOON);
    }

    private static Decision<ConnectionEvent> invite(Given standing, Who invited, boolean full, boolean hasty) {
        return invite(Link.FREE, standing, invited, full, hasty);
    }

    private static Decision<ConnectionEvent> invite(Link link, Given standing, Who invited, boolean full, boolean hasty) {
        var command = new InviteAccount(CONNECTION, Who.INVITER.caller().accountId(), invited.caller().emailId(), LATER);
        return ConnectionRules.invite(link, standing.state(), command, Who.INVITER.caller(), new Room(full, hasty));
    }

    /** In each row everything stands in the way that stands in the way in the rows below it. */
    @ParameterizedTest
    @CsvSource({
        "ACTIVE, INVITER, true, true, SELF_CONNECTION",
        "ACTIVE, INVITED, true, true, ALREADY_CONNECTED",
        "PENDING, INVITED, true, true, INVITE_PENDING",
        "NONE, INVITED, true, true, PLAN_LIMIT_REACHED",
        "NONE, INVITED, false, true, RATE_LIMITED",
        "NONE, INVITED, false, false, ACCEPTED",
        "REJECTED, INVITED, false, false, ACCEPTED",
        "REVOKED, INVITED, false, false, ACCEPTED",
        "CANCELLED, INVITED, false, false, ACCEPTED"
    })
    void reasons_not_to_invite_come_in_the_order_of_the_contract(
            Given standing, Who invited, boolean full, boolean hasty, String outcome) {
        assertThat(Outcome.of(invite(standing, invited, full, hasty))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @EnumSource(names = {"INVITER", "INVITED"})
    void whoever_of_the_two_blocks_the_other_there_is_no_invite(Who blocker) {
        var blocked = Link.FREE.evolve(new LinkBlocked(new UUID(4, 1), new UUID(9, 9), blocker.caller().accountId(), NOON));
        assertThat(Outcome.of(invite(blocked, Given.ACTIVE, Who.INVITED, true, true))).isEqualTo("BLOCKED");
        assertThat(Outcome.of(invite(blocked, Given.NONE, Who.INVITED, false, false))).isEqualTo("BLOCKED");
        assertThat(Outcome.of(invite(blocked, Given.NONE, Who.INVITER, false, false))).isEqualTo("SELF_CONNECTION");
    }

    @Test
    void an_invite_names_addresses_by_their_ids() {
        assertThat(Outcome.event(invite(Given.NONE, Who.INVITED, false, false))).isEqualTo(new AccountInvited(
                CONNECTION, Who.INVITER.caller().accountId(), Who.INVITER.caller().emailId(),
                Who.INVITED.caller().emailId(), LATER));
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, INVITED, false, NOT_FOUND", "NONE, INVITER, false, NOT_FOUND", "NONE, STRANGER, true, NOT_FOUND",
        "PENDING, INVITED, false, ACCEPTED", "PENDING, INVITED, true, PLAN_LIMIT_REACHED",
        "PENDING, INVITER, true, FORBIDDEN", "PENDING, STRANGER, true, NOT_FOUND",
        "ACTIVE, INVITED, true, ALREADY_PROCESSED", "ACTIVE, INVITER, true, FORBIDDEN", "ACTIVE, STRANGER, true, NOT_FOUND",
        "REJECTED, INVITED, true, NOT_FOUND", "REJECTED, INVITER, true, NOT_FOUND", "REJECTED, STRANGER, true, NOT_FOUND",
        "REVOKED, INVITED, true, ALREADY_PROCESSED", "REVOKED, INVITER, true, FORBIDDEN", "REVOKED, STRANGER, true, NOT_FOUND",
        "CANCELLED, INVITED, true, ALREADY_PROCESSED", "CANCELLED, INVITER, true, FORBIDDEN",
        "PENDING, LATECOMER, false, ACCEPTED", "CANCELLED, LATECOMER, true, NOT_FOUND"
    })
    void the_invited_side_accepts_an_invite_that_waits(Given given, Who by, boolean full, String outcome) {
        assertThat(Outcome.of(ConnectionRules.accept(given.state(), by.caller(), full, LATER))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, INVITED, NOT_FOUND", "NONE, INVITER, NOT_FOUND", "NONE, STRANGER, NOT_FOUND",
        "PENDING, INVITED, ACCEPTED", "PENDING, INVITER, FORBIDDEN", "PENDING, STRANGER, NOT_FOUND",
        "ACTIVE, INVITED, ALREADY_PROCESSED", "ACTIVE, INVITER, FORBIDDEN", "ACTIVE, STRANGER, NOT_FOUND",
        "REJECTED, INVITED, NOT_FOUND", "REJECTED, INVITER, NOT_FOUND", "REJECTED, STRANGER, NOT_FOUND",
        "REVOKED, INVITED, ALREADY_PROCESSED", "REVOKED, INVITER, FORBIDDEN", "REVOKED, STRANGER, NOT_FOUND",
        "CANCELLED, INVITED, ALREADY_PROCESSED", "CANCELLED, INVITER, FORBIDDEN",
        "PENDING, LATECOMER, ACCEPTED", "CANCELLED, LATECOMER, NOT_FOUND"
    })
    void the_invited_side_rejects_an_invite_that_waits(Given given, Who by, String outcome) {
        assertThat(Outcome.of(ConnectionRules.reject(given.state(), by.caller(), LATER))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, INVITED, NOT_FOUND", "NONE, INVITER, NOT_FOUND", "NONE, STRANGER, NOT_FOUND",
        "PENDING, INVITED, ACCEPTED", "PENDING, INVITER, ACCEPTED", "PENDING, STRANGER, NOT_FOUND",
        "ACTIVE, INVITED, ACCEPTED", "ACTIVE, INVITER, ACCEPTED", "ACTIVE, STRANGER, NOT_FOUND",
        "REJECTED, INVITED, NOT_FOUND", "REJECTED, INVITER, NOT_FOUND", "REJECTED, STRANGER, NOT_FOUND",
        "REVOKED, INVITED, ALREADY_REVOKED", "REVOKED, INVITER, ALREADY_REVOKED", "REVOKED, STRANGER, NOT_FOUND",
        "CANCELLED, INVITED, ALREADY_REVOKED", "CANCELLED, INVITER, ALREADY_REVOKED",
        "PENDING, LATECOMER, ACCEPTED", "CANCELLED, LATECOMER, NOT_FOUND"
    })
    void either_side_ends_what_is_between_them(Given given, Who by, String outcome) {
        assertThat(Outcome.of(ConnectionRules.revoke(given.state(), by.caller(), LATER))).isEqualTo(outcome);
    }

    @Test
    void whoever_holds_the_invited_address_when_it_is_accepted_is_the_other_side() {
        var active = (Connection.Active) Given.PENDING.state().evolve(
                Outcome.event(ConnectionRules.accept(Given.PENDING.state(), Who.INVITED.caller(), false, LATER)));
        assertThat(active.other(Who.INVITER.caller().accountId())).isEqualTo(Who.INVITED.caller().accountId());
    }

    @Test
    void the_other_side_of_the_accepter_is_the_inviter() {
        var active = (Connection.Active) Given.ACTIVE.state();
        assertThat(active.other(Who.INVITED.caller().accountId())).isEqualTo(Who.INVITER.caller().accountId());
    }

    @Test
    void a_connection_knows_its_open_pairs() {
        var one = new AgentPair(new UUID(5, 1), new UUID(5, 2));
        var other = new AgentPair(new UUID(5, 1), new UUID(5, 3));
        var state = (Connection.Active) after(invited(), accepted(),
                new PairOpened(CONNECTION, new UUID(9, 7), one.a(), one.b(), NOON),
                new PairOpened(CONNECTION, new UUID(9, 8), other.a(), other.b(), NOON),
                new PairClosed(CONNECTION, new UUID(9, 7), one.a(), one.b(), NOON));
        assertThat(state.open()).containsOnlyKeys(other).containsValue(new UUID(9, 8));
    }

    @Test
    void pairs_of_a_connection_that_is_over_change_nothing() {
        var over = Given.REVOKED.state();
        assertThat(over.evolve(new PairClosed(CONNECTION, new UUID(9, 7), new UUID(5, 1), new UUID(5, 2), LATER)))
                .isEqualTo(over);
    }

    @Test
    void an_acceptance_by_a_slow_clock_has_the_time_of_the_invite() {
        var event = Outcome.event(
                ConnectionRules.accept(Given.PENDING.state(), Who.INVITED.caller(), false, NOON.minusSeconds(9)));
        assertThat(event.at()).isEqualTo(NOON);
    }

    @Test
    void a_rejection_by_a_slow_clock_has_the_time_of_the_invite() {
        var event = Outcome.event(ConnectionRules.reject(Given.PENDING.state(), Who.INVITED.caller(), NOON.minusSeconds(9)));
        assertThat(event.at()).isEqualTo(NOON);
    }

    @Test
    void an_end_by_a_slow_clock_has_the_time_of_the_last_change() {
        var event = Outcome.event(ConnectionRules.revoke(Given.ACTIVE.state(), Who.INVITER.caller(), NOON.minusSeconds(9)));
        assertThat(event.at()).isEqualTo(NOON);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
    void only_an_active_connection_has_pairs(Given given) {
        var state = given.state();
        assertThat(state.evolve(new PairOpened(CONNECTION, new UUID(8, 1), new UUID(2, 1), new UUID(2, 2), LATER))).isSameAs(state);
        assertThat(state.evolve(new PairClosed(CONNECTION, new UUID(8, 1), new UUID(2, 1), new UUID(2, 2), LATER))).isSameAs(state);
    }
}
