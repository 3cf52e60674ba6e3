package dev.agentpairing.commandside.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.Outcome;
import dev.agentpairing.commandside.pairing.PairingRules.KeyVersions;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.pairing.PairingCommand.ConfirmPairing;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;
import dev.agentpairing.messages.pairing.PairingCommand.RevokePairing;
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingProposed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;

import static org.assertj.core.api.Assertions.assertThat;

class PairingRulesTest {

    private static final UUID PAIRING = new UUID(9, 1);
    private static final UUID CONNECTION = new UUID(9, 2);

    private static final Instant DAY_1 = Instant.parse("2026-03-01T00:00:00.000001Z");
    private static final Instant DAY_2 = Instant.parse("2026-03-02T00:00:00.000002Z");
    private static final Instant DAY_3 = Instant.parse("2026-03-03T00:00:00.000003Z");

    private static final String ETAG = "\"p1.0.0\"";

    /** The proposer's agent sorts after the other one, so that canonical order is not the order of proposing. */
    private enum Who {
        PROPOSER, OTHER, STRANGER;

        final UUID account = new UUID(1, ordinal());
        final UUID agent = new UUID(2, 9 - ordinal());
    }

    private enum Given {
        UNPROPOSED, PENDING, ACTIVE, REVOKED;

        Pairing state() {
            return switch (this) {
                case UNPROPOSED -> Pairing.UNPROPOSED;
                case PENDING -> after(proposed());
                case ACTIVE -> after(proposed(), confirmed());
                case REVOKED -> after(proposed(), revoked());
            };
        }
    }

    private static Pairing after(PairingEvent... events) {
        return Stream.of(events).reduce(Pairing.UNPROPOSED, Pairing::evolve, (_, last) -> last);
    }

    private static PairingProposed proposed() {
        return new PairingProposed(
                PAIRING, CONNECTION, Who.PROPOSER.account, Who.OTHER.account, Who.PROPOSER.agent, Who.OTHER.agent,
                Permission.SEND_ONLY, DAY_1.plus(Duration.ofDays(7)), DAY_1);
    }

    private static PairingConfirmed confirmed() {
        return new PairingConfirmed(PAIRING, Who.OTHER.account, 1, 1, DAY_2);
    }

    private static PairingRevoked revoked() {
        return new PairingRevoked(PAIRING, Who.OTHER.account, RevocationReason.REVOKED, null, DAY_2);
    }

    private static Decision<PairingEvent> confirm(Pairing state, Who by, @Nullable List<String> ifMatch, KeyVersions keys,
            Instant at) {
        return PairingRules.confirm(state, new ConfirmPairing(PAIRING, by.account, ifMatch, at), keys, ETAG);
    }

    private static KeyVersions keys(int agentA, int agentB) {
        return new KeyVersions(agentA, agentB, DAY_1);
    }

    private static Decision<PairingEvent> confirm(Given given, Who by) {
        return confirm(given.state(), by, null, keys(1, 1), DAY_3);
    }

    private static Decision<PairingEvent> revoke(
            Pairing state, Who by, boolean mayRevoke, @Nullable List<String> ifMatch, @Nullable String note, Instant at) {
        return PairingRules.revoke(state, new RevokePairing(PAIRING, by.account, mayRevoke, note, ifMatch, at), ETAG);
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
        "REVOKED, PROPOSER, INVALID_STATUS", "REVOKED, OTHER, INVALID_STATUS", "REVOKED, STRANGER, NOT_FOUND"
    })
    void a_pairing_can_be_confirmed_by_the_other_side_while_it_is_pending(Given given, Who by, String outcome) {
        assertThat(Outcome.of(confirm(given, by))).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "UNPROPOSED, PROPOSER, NOT_FOUND", "UNPROPOSED, OTHER, NOT_FOUND", "UNPROPOSED, STRANGER, NOT_FOUND",
        "PENDING, PROPOSER, ACCEPTED", "PENDING, OTHER, ACCEPTED", "PENDING, STRANGER, NOT_FOUND",
        "ACTIVE, PROPOSER, ACCEPTED", "ACTIVE, OTHER, ACCEPTED", "ACTIVE, STRANGER, NOT_FOUND",
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
        var decision = confirm(given.state(), by, List.of(matches ? ETAG : "\"p0.0.0\""),
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
        assertThat(Outcome.of(revoke(given.state(), by, may, List.of(matches ? ETAG : "\"p0.0.0\""), null, DAY_3)))
                .isEqualTo(outcome);
    }

    @Test
    void one_of_several_expected_tags_is_enough() {
        var tags = List.of("\"p0.0.0\"", ETAG);
        assertThat(Outcome.of(confirm(Given.PENDING.state(), Who.OTHER, tags, keys(1, 1), DAY_3)))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void no_tag_at_all_matches_nothing() {
        assertThat(Outcome.refusal(confirm(Given.PENDING.state(), Who.OTHER, List.of(), keys(1, 1), DAY_3)))
                .isEqualTo(Refusal.PRECONDITION_FAILED);
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
