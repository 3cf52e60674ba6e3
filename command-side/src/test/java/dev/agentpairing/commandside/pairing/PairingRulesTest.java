package dev.agentpairing.commandside.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.Outcome;
import dev.agentpairing.commandside.pairing.Given.Who;
import dev.agentpairing.commandside.pairing.PairingRules.KeyVersions;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.pairing.PairingCommand.ChangePermission;
import dev.agentpairing.messages.pairing.PairingCommand.ConfirmPairing;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;
import dev.agentpairing.messages.pairing.PairingCommand.RevokePairing;
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingProposed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;

import static dev.agentpairing.commandside.pairing.Given.CONNECTION;
import static dev.agentpairing.commandside.pairing.Given.DAY_1;
import static dev.agentpairing.commandside.pairing.Given.DAY_2;
import static dev.agentpairing.commandside.pairing.Given.DAY_3;
import static dev.agentpairing.commandside.pairing.Given.ETAG;
import static dev.agentpairing.commandside.pairing.Given.EXPIRES;
import static dev.agentpairing.commandside.pairing.Given.OTHER_ETAG;
import static dev.agentpairing.commandside.pairing.Given.PAIRING;
import static dev.agentpairing.commandside.pairing.Given.proposed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

class PairingRulesTest {

    private static Decision<PairingEvent> confirm(Pairing state, Who by, @Nullable List<String> ifMatch, KeyVersions keys,
            Instant at) {
        return PairingRules.confirm(state, new ConfirmPairing(PAIRING, by.account, ifMatch, at), keys, () -> ETAG);
    }

    private static KeyVersions keys(int agentA, int agentB) {
        return new KeyVersions(agentA, agentB, DAY_1);
    }

    private static Decision<PairingEvent> confirm(Given given, Who by) {
        return confirm(given.state(), by, null, keys(1, 1), DAY_3);
    }

    private static Decision<PairingEvent> revoke(
            Pairing state, Who by, boolean mayRevoke, @Nullable List<String> ifMatch, @Nullable String note, Instant at) {
        return PairingRules.revoke(state, new RevokePairing(PAIRING, by.account, mayRevoke, note, ifMatch, at), () -> ETAG);
    }

    private static Decision<PairingEvent> revoke(Given given, Who by) {
        return revoke(given.state(), by, true, null, null, DAY_3);
    }

    @Test
    void a_proposal_says_who_proposed_what_to_whom_and_until_when() {
        var command = new ProposePairing(CONNECTION, PAIRING, Who.PROPOSER.account, Who.PROPOSER.agent, Who.OTHER.agent,
                Permission.SEND_ONLY, DAY_1);
        assertThat(PairingRules.propose(command, Who.OTHER.account, Duration.ofDays(7), DAY_1)).isEqualTo(proposed());
    }

    @Test
    void a_proposal_has_the_time_of_its_connection_when_that_is_later_than_its_own() {
        var command = new ProposePairing(CONNECTION, PAIRING, Who.PROPOSER.account, Who.PROPOSER.agent, Who.OTHER.agent,
                Permission.BOTH, DAY_1);
        assertThat(PairingRules.propose(command, Who.OTHER.account, Duration.ofDays(7), DAY_2))
                .extracting(PairingProposed::at, PairingProposed::expiresAt)
                .containsExactly(DAY_2, DAY_2.plus(Duration.ofDays(7)));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "UNPROPOSED, PROPOSER, NOT_FOUND", "UNPROPOSED, OTHER, NOT_FOUND", "UNPROPOSED, STRANGER, NOT_FOUND",
        "PENDING, PROPOSER, CANNOT_CONFIRM_OWN", "PENDING, OTHER, ACCEPTED", "PENDING, STRANGER, NOT_FOUND",
        "ACTIVE, PROPOSER, INVALID_STATUS", "ACTIVE, OTHER, INVALID_STATUS", "ACTIVE, STRANGER, NOT_FOUND",
        "CHANGED_BY_PROPOSER, PROPOSER, CANNOT_CONFIRM_OWN", "CHANGED_BY_PROPOSER, OTHER, ACCEPTED",
        "CHANGED_BY_OTHER, PROPOSER, ACCEPTED", "CHANGED_BY_OTHER, OTHER, CANNOT_CONFIRM_OWN",
        "REVOKED, PROPOSER, INVALID_STATUS", "REVOKED, OTHER, INVALID_STATUS", "REVOKED, STRANGER, NOT_FOUND"
    })
    void a_pending_pairing_can_be_confirmed_by_the_side_that_did_not_make_the_last_change(Given given, Who by, String outcome) {
        assertThat(Outcome.of(confirm(given, by))).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "UNPROPOSED, PROPOSER, NOT_FOUND", "UNPROPOSED, OTHER, NOT_FOUND", "UNPROPOSED, STRANGER, NOT_FOUND",
        "PENDING, PROPOSER, ACCEPTED", "PENDING, OTHER, ACCEPTED", "PENDING, STRANGER, NOT_FOUND",
        "ACTIVE, PROPOSER, ACCEPTED", "ACTIVE, OTHER, ACCEPTED", "ACTIVE, STRANGER, NOT_FOUND",
        "CHANGED_BY_OTHER, PROPOSER, ACCEPTED", "CHANGED_BY_OTHER, OTHER, ACCEPTED",
        "REVOKED, PROPOSER, ALREADY_REVOKED", "REVOKED, OTHER, ALREADY_REVOKED", "REVOKED, STRANGER, NOT_FOUND"
    })
    void either_party_revokes_a_pairing_in_any_open_state(Given given, Who by, String outcome) {
        assertThat(Outcome.of(revoke(given, by))).isEqualTo(outcome);
    }

    /**
     * Each row is refused for a reason that still holds in all rows above it, where a reason of higher rank stands in the way.
     */
    @ParameterizedTest(name = "{0} {1} match {2} keys {3}/{4}: {5}")
    @CsvSource({
        "PENDING, STRANGER, false, 0, 0, NOT_FOUND",
        "PENDING, PROPOSER, false, 0, 0, PRECONDITION_FAILED",
        "REVOKED, PROPOSER, true, 0, 0, INVALID_STATUS",
        "PENDING, PROPOSER, true, 0, 0, CANNOT_CONFIRM_OWN",
        "PENDING, OTHER, true, 0, 0, AGENT_NOT_CONNECTED",
        "PENDING, OTHER, true, 1, 0, TARGET_NOT_CONNECTED",
        "PENDING, OTHER, true, 0, 1, AGENT_NOT_CONNECTED",
        "PENDING, OTHER, true, 1, 1, ACCEPTED"
    })
    void reasons_not_to_confirm_come_in_the_order_of_the_contract(
            Given given, Who by, boolean matches, int othersKey, int proposersKey, String outcome) {
        var decision = confirm(given.state(), by, List.of(matches ? ETAG : OTHER_ETAG),
                keys(othersKey, proposersKey), DAY_3);
        assertThat(Outcome.of(decision)).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} {1} match {2} scope {3}: {4}")
    @CsvSource({
        "REVOKED, STRANGER, false, false, NOT_FOUND",
        "REVOKED, OTHER, false, false, PRECONDITION_FAILED",
        "REVOKED, OTHER, true, false, SESSION_REQUIRED",
        "REVOKED, OTHER, true, true, ALREADY_REVOKED",
        "ACTIVE, OTHER, true, false, SESSION_REQUIRED",
        "ACTIVE, OTHER, true, true, ACCEPTED"
    })
    void reasons_not_to_revoke_come_in_the_order_of_the_contract(Given given, Who by, boolean matches, boolean may,
            String outcome) {
        assertThat(Outcome.of(revoke(given.state(), by, may, List.of(matches ? ETAG : OTHER_ETAG), null, DAY_3)))
                .isEqualTo(outcome);
    }

    @Test
    void nothing_is_confirmed_from_the_moment_on_when_it_expires() {
        var keys = keys(1, 1);
        assertThat(Outcome.of(confirm(Given.PENDING.state(), Who.OTHER, null, keys, EXPIRES.minusNanos(1000)))).isEqualTo("ACCEPTED");
        assertThat(Outcome.of(confirm(Given.PENDING.state(), Who.OTHER, null, keys, EXPIRES))).isEqualTo("INVALID_STATUS");
    }

    @Test
    void what_has_expired_comes_before_an_own_change() {
        assertThat(Outcome.of(confirm(Given.PENDING.state(), Who.PROPOSER, null, keys(1, 1), EXPIRES)))
                .isEqualTo("INVALID_STATUS");
    }

    @Test
    void a_changed_permission_can_be_confirmed_after_the_time_of_the_proposal() {
        assertThat(Outcome.of(confirm(Given.CHANGED_BY_PROPOSER.state(), Who.OTHER, null, keys(1, 1), EXPIRES)))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void one_of_several_expected_tags_is_enough() {
        var tags = List.of(OTHER_ETAG, ETAG);
        assertThat(Outcome.of(confirm(Given.PENDING.state(), Who.OTHER, tags, keys(1, 1), DAY_3)))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void no_tag_at_all_matches_nothing() {
        assertThat(Outcome.refusal(confirm(Given.PENDING.state(), Who.OTHER, List.of(), keys(1, 1), DAY_3)))
                .isEqualTo(Refusal.PRECONDITION_FAILED);
    }

    @Test
    void who_expects_no_tag_has_none_made() {
        Supplier<String> none = () -> fail("a tag was asked for");
        var confirm = new ConfirmPairing(PAIRING, Who.OTHER.account, null, DAY_3);
        assertThat(Outcome.of(PairingRules.confirm(Given.PENDING.state(), confirm, keys(1, 1), none))).isEqualTo("ACCEPTED");
        var revoke = new RevokePairing(PAIRING, Who.OTHER.account, true, null, null, DAY_3);
        assertThat(Outcome.of(PairingRules.revoke(Given.PENDING.state(), revoke, none))).isEqualTo("ACCEPTED");
        var change = new ChangePermission(PAIRING, Who.OTHER.account, Permission.BOTH, null, DAY_3);
        assertThat(Outcome.of(PermissionRules.change(Given.PENDING.state(), change, Duration.ofDays(7), none))).isEqualTo("ACCEPTED");
    }

    @Test
    void a_confirmation_names_the_key_versions_in_canonical_order() {
        assertThat(Outcome.event(confirm(Given.PENDING.state(), Who.OTHER, null, keys(4, 2), DAY_3)))
                .isEqualTo(new PairingConfirmed(PAIRING, Who.OTHER.account, 4, 2, DAY_3));
    }

    @Test
    void a_revocation_keeps_the_callers_words() {
        assertThat(Outcome.event(revoke(Given.ACTIVE.state(), Who.PROPOSER, true, null, "no longer needed", DAY_3)))
                .isEqualTo(
                        new PairingRevoked(PAIRING, Who.PROPOSER.account, RevocationReason.REVOKED, "no longer needed", DAY_3));
    }

    @ParameterizedTest
    @EnumSource
    void an_open_pairing_can_end_for_any_reason(RevocationReason reason) {
        assertThat(PairingRules.end(Given.PENDING.state(), reason, null, null, DAY_3))
                .containsExactly(new PairingRevoked(PAIRING, null, reason, null, DAY_3));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNPROPOSED", "REVOKED"})
    void nothing_ends_that_is_not_open(Given given) {
        assertThat(PairingRules.end(given.state(), RevocationReason.EXPIRED, null, null, DAY_3)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_pairing_is_open_with_its_two_agents_until_it_is_revoked(Given given) {
        boolean open = given != Given.UNPROPOSED && given != Given.REVOKED;
        assertThat(PairingRules.isOpenWith(given.state(), Who.PROPOSER.agent)).isEqualTo(open);
        assertThat(PairingRules.isOpenWith(given.state(), Who.OTHER.agent)).isEqualTo(open);
        assertThat(PairingRules.isOpenWith(given.state(), Who.STRANGER.agent)).isFalse();
    }

    @Test
    void a_confirmation_by_a_slow_clock_has_the_time_of_the_last_change() {
        var event = Outcome.event(confirm(Given.PENDING.state(), Who.OTHER, null, keys(1, 1), DAY_1.minusSeconds(5)));
        assertThat(event.at()).isEqualTo(DAY_1);
    }

    @Test
    void a_confirmation_is_not_earlier_than_the_keys_that_it_confirms() {
        var keys = new KeyVersions(2, 1, DAY_3);
        assertThat(Outcome.event(confirm(Given.PENDING.state(), Who.OTHER, null, keys, DAY_2)).at()).isEqualTo(DAY_3);
    }

    @Test
    void a_revocation_by_a_slow_clock_has_the_time_of_the_last_change() {
        assertThat(Outcome.event(revoke(Given.ACTIVE.state(), Who.OTHER, true, null, null, DAY_1)).at()).isEqualTo(DAY_2);
    }

    @Test
    void a_pairing_ended_by_something_else_has_the_time_of_the_last_change_too() {
        assertThat(PairingRules.end(Given.ACTIVE.state(), RevocationReason.CONNECTION_REVOKED, Who.OTHER.account, null, DAY_1))
                .extracting(PairingEvent::at).containsExactly(DAY_2);
    }
}
