package dev.agentpairing.commandside.connection;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.Outcome;
import dev.agentpairing.commandside.connection.ConnectionRules.Caller;
import dev.agentpairing.messages.account.EmailAddress;
import dev.agentpairing.messages.connection.BlockEvent;
import dev.agentpairing.messages.connection.BlockEvent.AccountBlocked;
import dev.agentpairing.messages.connection.BlockEvent.AccountUnblocked;
import dev.agentpairing.messages.connection.ConnectionCommand.BlockAccount;
import dev.agentpairing.messages.connection.ConnectionCommand.UnblockAccount;
import dev.agentpairing.messages.connection.ConnectionEvent;
import dev.agentpairing.messages.connection.ConnectionEvent.AccountInvited;
import dev.agentpairing.messages.connection.ConnectionEvent.ConnectionRevoked;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteAccepted;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteRejected;
import dev.agentpairing.messages.connection.LinkEvent.LinkBlocked;

import static org.assertj.core.api.Assertions.assertThat;

class BlockRulesTest {

    private static final UUID CONNECTION = new UUID(9, 2);
    private static final UUID BLOCK = new UUID(9, 9);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");
    private static final Instant LATER = NOON.plusSeconds(60);

    private enum Who {
        INVITER, INVITED, STRANGER, LATECOMER;

        /** The one who came late has the invited address, since just when what ended did. */
        Caller caller() {
            return this == LATECOMER ? new Caller(account(), INVITED.caller().emailId(), NOON)
                    : new Caller(account(), new UUID(3, ordinal()), NOON.minusNanos(1000));
        }

        UUID account() {
            return new UUID(1, ordinal());
        }
    }

    private static final UUID LINK = EmailAddress.linkId(Who.INVITER.caller().emailId(), Who.INVITED.caller().emailId());

    private enum Given {
        NONE, PENDING, ACTIVE, REJECTED, REVOKED, CANCELLED;

        Connection state() {
            var invited = new AccountInvited(CONNECTION, Who.INVITER.account(), Who.INVITER.caller().emailId(),
                    Who.INVITED.caller().emailId(), NOON);
            var accepted = new InviteAccepted(CONNECTION, Who.INVITED.account(), NOON);
            var ended = new ConnectionRevoked(CONNECTION, Who.INVITER.account(), NOON);
            return switch (this) {
                case NONE -> after();
                case PENDING -> after(invited);
                case ACTIVE -> after(invited, accepted);
                case REJECTED -> after(invited, new InviteRejected(CONNECTION, Who.INVITED.account(), NOON));
                case REVOKED -> after(invited, accepted, ended);
                case CANCELLED -> after(invited, ended);
            };
        }

        private static Connection after(ConnectionEvent... events) {
            return Stream.of(events).reduce(Connection.NONE, Connection::evolve, (_, last) -> last);
        }
    }

    private static Decision<BlockEvent> block(Given given, Link link, Who by) {
        return BlockRules.block(given.state(), link, new BlockAccount(CONNECTION, by.account(), BLOCK, LATER), by.caller());
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, INVITER, NOT_FOUND", "NONE, INVITED, NOT_FOUND", "NONE, STRANGER, NOT_FOUND",
        "PENDING, INVITER, CONNECTION_NOT_ACTIVE", "PENDING, INVITED, ACCEPTED", "PENDING, STRANGER, NOT_FOUND",
        "ACTIVE, INVITER, ACCEPTED", "ACTIVE, INVITED, ACCEPTED", "ACTIVE, STRANGER, NOT_FOUND",
        "REJECTED, INVITER, NOT_FOUND", "REJECTED, INVITED, NOT_FOUND", "REJECTED, STRANGER, NOT_FOUND",
        "REVOKED, INVITER, ACCEPTED", "REVOKED, INVITED, ACCEPTED", "REVOKED, STRANGER, NOT_FOUND",
        "CANCELLED, INVITER, CONNECTION_NOT_ACTIVE", "CANCELLED, INVITED, ACCEPTED", "CANCELLED, STRANGER, NOT_FOUND",
        "PENDING, LATECOMER, ACCEPTED", "CANCELLED, LATECOMER, NOT_FOUND"
    })
    void whoever_knows_the_other_account_may_block_it(Given given, Who by, String outcome) {
        assertThat(Outcome.of(block(given, Link.FREE, by))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, INVITED, INVITER", "ACTIVE, INVITED, INVITER", "ACTIVE, INVITER, INVITED", "REVOKED, INVITED, INVITER",
        "REVOKED, INVITER, INVITED", "CANCELLED, INVITED, INVITER"})
    void a_block_names_both_accounts_and_what_stands_between_them(Given given, Who blocker, Who blocked) {
        assertThat(Outcome.event(block(given, Link.FREE, blocker)))
                .isEqualTo(new AccountBlocked(BLOCK, LINK, blocker.account(), blocked.account(), LATER));
    }

    @Test
    void who_is_blocked_already_is_not_blocked_again() {
        var link = Link.FREE.evolve(new LinkBlocked(LINK, new UUID(9, 8), Who.INVITED.account(), NOON));
        assertThat(Outcome.events(block(Given.REVOKED, link, Who.INVITED))).isEmpty();
    }

    @Test
    void both_may_block_each_other() {
        var link = Link.FREE.evolve(new LinkBlocked(LINK, new UUID(9, 8), Who.INVITED.account(), NOON));
        assertThat(Outcome.events(block(Given.REVOKED, link, Who.INVITER))).hasSize(1);
    }

    private static Decision<BlockEvent> unblock(Block state, Who by, Instant at) {
        return BlockRules.unblock(state, new UnblockAccount(BLOCK, by.account(), at));
    }

    private static Block standing() {
        return Block.NONE.evolve(new AccountBlocked(BLOCK, LINK, Who.INVITED.account(), Who.INVITER.account(), NOON));
    }

    @Test
    void whoever_blocks_lifts_it() {
        assertThat(Outcome.event(unblock(standing(), Who.INVITED, LATER))).isEqualTo(new AccountUnblocked(BLOCK, LATER));
    }

    @ParameterizedTest
    @CsvSource({"INVITER", "STRANGER"})
    void to_all_others_a_block_does_not_exist(Who by) {
        assertThat(Outcome.of(unblock(standing(), by, LATER))).isEqualTo("NOT_FOUND");
    }

    @Test
    void a_block_that_never_was_is_not_found() {
        assertThat(Outcome.of(unblock(Block.NONE, Who.INVITED, LATER))).isEqualTo("NOT_FOUND");
    }

    @Test
    void a_lifted_block_is_not_found() {
        var lifted = standing().evolve(new AccountUnblocked(BLOCK, LATER));
        assertThat(Outcome.of(unblock(lifted, Who.INVITED, LATER))).isEqualTo("NOT_FOUND");
    }

    @Test
    void a_block_lifted_by_a_slow_clock_has_the_time_of_the_block() {
        assertThat(Outcome.event(unblock(standing(), Who.INVITED, NOON.minusSeconds(9))).at()).isEqualTo(NOON);
    }
}
