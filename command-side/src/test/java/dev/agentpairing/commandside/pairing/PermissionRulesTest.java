package dev.agentpairing.commandside.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.Outcome;
import dev.agentpairing.commandside.pairing.Given.Who;
import dev.agentpairing.messages.pairing.PairingCommand.ChangePermission;
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.messages.pairing.PairingEvent.PermissionChanged;
import dev.agentpairing.messages.pairing.Permission;

import static dev.agentpairing.commandside.pairing.Given.DAY_1;
import static dev.agentpairing.commandside.pairing.Given.DAY_2;
import static dev.agentpairing.commandside.pairing.Given.DAY_3;
import static dev.agentpairing.commandside.pairing.Given.ETAG;
import static dev.agentpairing.commandside.pairing.Given.EXPIRES;
import static dev.agentpairing.commandside.pairing.Given.OTHER_ETAG;
import static dev.agentpairing.commandside.pairing.Given.PAIRING;
import static org.assertj.core.api.Assertions.assertThat;

class PermissionRulesTest {

    private static final Duration THREE_DAYS = Duration.ofDays(3);

    private static Decision<PairingEvent> change(
            Given given, Who by, Permission permission, @Nullable List<String> ifMatch, Instant at) {
        var command = new ChangePermission(PAIRING, by.account, permission, ifMatch, at);
        return PermissionRules.change(given.state(), command, THREE_DAYS, () -> ETAG);
    }

    private static Decision<PairingEvent> change(Given given, Who by, Permission permission) {
        return change(given, by, permission, null, DAY_3);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "UNPROPOSED, PROPOSER, NOT_FOUND", "UNPROPOSED, STRANGER, NOT_FOUND",
        "PENDING, PROPOSER, ACCEPTED", "PENDING, OTHER, ACCEPTED", "PENDING, STRANGER, NOT_FOUND",
        "ACTIVE, PROPOSER, ACCEPTED", "ACTIVE, OTHER, ACCEPTED", "ACTIVE, STRANGER, NOT_FOUND",
        "CHANGED_BY_OTHER, PROPOSER, ACCEPTED", "CHANGED_BY_OTHER, OTHER, ACCEPTED",
        "REVOKED, PROPOSER, INVALID_STATUS", "REVOKED, OTHER, INVALID_STATUS", "REVOKED, STRANGER, NOT_FOUND"
    })
    void either_party_changes_the_permission_of_an_open_pairing(Given given, Who by, String outcome) {
        assertThat(Outcome.of(change(given, by, Permission.RECEIVE_ONLY))).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} {1} match {2}: {3}")
    @CsvSource({
        "REVOKED, STRANGER, false, NOT_FOUND",
        "REVOKED, OTHER, false, PRECONDITION_FAILED",
        "REVOKED, OTHER, true, INVALID_STATUS",
        "ACTIVE, OTHER, false, PRECONDITION_FAILED",
        "ACTIVE, OTHER, true, ACCEPTED"
    })
    void reasons_not_to_change_it_come_in_the_order_of_the_contract(Given given, Who by, boolean matches, String outcome) {
        var tags = List.of(matches ? ETAG : OTHER_ETAG);
        assertThat(Outcome.of(change(given, by, Permission.BOTH, tags, DAY_3))).isEqualTo(outcome);
    }

    @Test
    void it_is_kept_from_the_proposers_side_when_the_proposer_changes_it() {
        assertThat(Outcome.event(change(Given.ACTIVE, Who.PROPOSER, Permission.RECEIVE_ONLY))).isEqualTo(new PermissionChanged(
                PAIRING, Who.PROPOSER.account, Permission.RECEIVE_ONLY, DAY_3.plus(THREE_DAYS), DAY_3));
    }

    @Test
    void it_is_kept_from_the_proposers_side_when_the_other_side_changes_it() {
        assertThat(Outcome.event(change(Given.ACTIVE, Who.OTHER, Permission.SEND_ONLY))).isEqualTo(new PermissionChanged(
                PAIRING, Who.OTHER.account, Permission.RECEIVE_ONLY, DAY_3.plus(THREE_DAYS), DAY_3));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "PENDING, PROPOSER, SEND_ONLY", "PENDING, OTHER, RECEIVE_ONLY", "ACTIVE, PROPOSER, SEND_ONLY", "ACTIVE, OTHER, RECEIVE_ONLY",
        "CHANGED_BY_OTHER, PROPOSER, BOTH", "CHANGED_BY_OTHER, OTHER, BOTH"
    })
    void the_same_permission_as_before_changes_nothing(Given given, Who by, Permission permission) {
        assertThat(Outcome.events(change(given, by, permission))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "ACTIVE", "CHANGED_BY_OTHER"})
    void whoever_changed_it_last_cannot_confirm_it_and_the_other_can(Given given) {
        var state = given.state().evolve(Outcome.event(change(given, Who.PROPOSER, Permission.RECEIVE_ONLY)));
        assertThat(state).isEqualTo(new Pairing.Pending(state.terms(), Who.PROPOSER.account, DAY_3.plus(THREE_DAYS), DAY_3));
    }

    @Test
    void a_change_that_is_taken_back_by_another_is_a_change_too() {
        var state = Given.ACTIVE.state()
                .evolve(Outcome.event(change(Given.ACTIVE, Who.OTHER, Permission.BOTH)));
        var back = new ChangePermission(PAIRING, Who.OTHER.account, Permission.RECEIVE_ONLY, null, DAY_3);
        assertThat(Outcome.events(PermissionRules.change(state, back, THREE_DAYS, () -> ETAG))).hasSize(1);
    }

    @Test
    void from_the_moment_on_when_it_expires_it_is_over() {
        assertThat(Outcome.of(change(Given.PENDING, Who.OTHER, Permission.BOTH, null, EXPIRES.minusNanos(1000)))).isEqualTo("ACCEPTED");
        assertThat(Outcome.of(change(Given.PENDING, Who.OTHER, Permission.BOTH, null, EXPIRES))).isEqualTo("INVALID_STATUS");
        assertThat(Outcome.of(change(Given.PENDING, Who.OTHER, Permission.RECEIVE_ONLY, null, EXPIRES))).isEqualTo("INVALID_STATUS");
    }

    @Test
    void an_active_pairing_does_not_expire() {
        assertThat(Outcome.of(change(Given.ACTIVE, Who.OTHER, Permission.BOTH, null, EXPIRES))).isEqualTo("ACCEPTED");
    }

    @Test
    void a_change_by_a_slow_clock_has_the_time_of_the_last_change_and_as_much_time_as_any() {
        assertThat((PermissionChanged) Outcome.event(change(Given.ACTIVE, Who.OTHER, Permission.BOTH, null, DAY_1)))
                .extracting(PermissionChanged::at, PermissionChanged::expiresAt).containsExactly(DAY_2, DAY_2.plus(THREE_DAYS));
    }
}
