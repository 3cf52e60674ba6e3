package dev.agentpairing.commandside.pairing;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.Outcome;
import dev.agentpairing.commandside.pairing.Given.Who;
import dev.agentpairing.messages.pairing.PairingCommand.DeclinePairing;
import dev.agentpairing.messages.pairing.PairingCommand.ExpirePairing;
import dev.agentpairing.messages.pairing.PairingCommand.WithdrawPairing;
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.RevocationReason;

import static dev.agentpairing.commandside.pairing.Given.DAY_1;
import static dev.agentpairing.commandside.pairing.Given.DAY_2;
import static dev.agentpairing.commandside.pairing.Given.DAY_3;
import static dev.agentpairing.commandside.pairing.Given.EXPIRES;
import static dev.agentpairing.commandside.pairing.Given.PAIRING;
import static dev.agentpairing.commandside.pairing.Given.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

class PendingRulesTest {

    private static Decision<PairingEvent> decline(Given given, Who by, Instant at) {
        return PendingRules.decline(given.state(), new DeclinePairing(PAIRING, by.account, at));
    }

    private static Decision<PairingEvent> withdraw(Given given, Who by, Instant at) {
        return PendingRules.withdraw(given.state(), new WithdrawPairing(PAIRING, by.account, at));
    }

    private static List<PairingEvent> expire(Given given, Instant at) {
        return PendingRules.expire(given.state(), new ExpirePairing(PAIRING, at));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "UNPROPOSED, OTHER, NOT_FOUND", "UNPROPOSED, STRANGER, NOT_FOUND",
        "PENDING, PROPOSER, CANNOT_DECLINE_OWN", "PENDING, OTHER, ACCEPTED", "PENDING, STRANGER, NOT_FOUND",
        "CHANGED_BY_PROPOSER, PROPOSER, CANNOT_DECLINE_OWN", "CHANGED_BY_PROPOSER, OTHER, ACCEPTED",
        "CHANGED_BY_OTHER, PROPOSER, ACCEPTED", "CHANGED_BY_OTHER, OTHER, CANNOT_DECLINE_OWN",
        "ACTIVE, PROPOSER, INVALID_STATUS", "ACTIVE, OTHER, INVALID_STATUS", "ACTIVE, STRANGER, NOT_FOUND",
        "REVOKED, PROPOSER, INVALID_STATUS", "REVOKED, OTHER, INVALID_STATUS", "REVOKED, STRANGER, NOT_FOUND"
    })
    void the_side_that_is_awaited_declines(Given given, Who by, String outcome) {
        assertThat(Outcome.of(decline(given, by, DAY_3))).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "UNPROPOSED, PROPOSER, NOT_FOUND", "UNPROPOSED, STRANGER, NOT_FOUND",
        "PENDING, PROPOSER, ACCEPTED", "PENDING, OTHER, NOT_YOUR_PROPOSAL", "PENDING, STRANGER, NOT_FOUND",
        "CHANGED_BY_PROPOSER, PROPOSER, ACCEPTED", "CHANGED_BY_PROPOSER, OTHER, NOT_YOUR_PROPOSAL",
        "CHANGED_BY_OTHER, PROPOSER, NOT_YOUR_PROPOSAL", "CHANGED_BY_OTHER, OTHER, ACCEPTED",
        "ACTIVE, PROPOSER, INVALID_STATUS", "ACTIVE, OTHER, INVALID_STATUS", "ACTIVE, STRANGER, NOT_FOUND",
        "REVOKED, PROPOSER, INVALID_STATUS", "REVOKED, OTHER, INVALID_STATUS", "REVOKED, STRANGER, NOT_FOUND"
    })
    void the_side_that_made_the_last_change_withdraws(Given given, Who by, String outcome) {
        assertThat(Outcome.of(withdraw(given, by, DAY_3))).isEqualTo(outcome);
    }

    @Test
    void a_declined_pairing_says_so() {
        assertThat(Outcome.event(decline(Given.PENDING, Who.OTHER, DAY_3)))
                .isEqualTo(new PairingRevoked(PAIRING, Who.OTHER.account, RevocationReason.DECLINED, null, DAY_3));
    }

    @Test
    void a_withdrawn_pairing_says_so() {
        assertThat(Outcome.event(withdraw(Given.CHANGED_BY_OTHER, Who.OTHER, DAY_3)))
                .isEqualTo(new PairingRevoked(PAIRING, Who.OTHER.account, RevocationReason.WITHDRAWN, null, DAY_3));
    }

    @Test
    void a_slow_clock_does_not_turn_back_the_time() {
        assertThat(Outcome.event(decline(Given.CHANGED_BY_PROPOSER, Who.OTHER, DAY_1)).at()).isEqualTo(DAY_2);
        assertThat(Outcome.event(withdraw(Given.CHANGED_BY_PROPOSER, Who.PROPOSER, DAY_1)).at()).isEqualTo(DAY_2);
    }

    @ParameterizedTest
    @EnumSource(names = {"PROPOSER", "OTHER"})
    void what_is_due_is_over_before_anybody_wrote_it_down(Who by) {
        assertThat(Outcome.of(decline(Given.PENDING, by, EXPIRES))).isEqualTo("INVALID_STATUS");
        assertThat(Outcome.of(withdraw(Given.PENDING, by, EXPIRES))).isEqualTo("INVALID_STATUS");
    }

    @Test
    void a_pending_pairing_expires_when_its_time_is_over_and_by_nobody() {
        assertThat(expire(Given.PENDING, EXPIRES))
                .containsExactly(new PairingRevoked(PAIRING, null, RevocationReason.EXPIRED, null, EXPIRES));
    }

    @Test
    void it_does_not_expire_before() {
        assertThat(expire(Given.PENDING, EXPIRES.minusNanos(1000))).isEmpty();
    }

    @Test
    void a_change_gives_it_time_anew() {
        assertThat(expire(Given.CHANGED_BY_OTHER, EXPIRES)).isEmpty();
        assertThat(expire(Given.CHANGED_BY_OTHER, DAY_2.plus(WEEK))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNPROPOSED", "ACTIVE", "REVOKED"})
    void what_is_not_pending_does_not_expire(Given given) {
        assertThat(expire(given, EXPIRES.plus(WEEK))).isEmpty();
    }
}
