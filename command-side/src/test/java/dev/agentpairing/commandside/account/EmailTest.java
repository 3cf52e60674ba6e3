package dev.agentpairing.commandside.account;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.agentpairing.messages.account.EmailEvent.EmailClaimed;
import dev.agentpairing.messages.account.EmailEvent.InviteMissed;

import static org.assertj.core.api.Assertions.assertThat;

class EmailTest {

    private static final UUID EMAIL = new UUID(3, 1);
    private static final UUID CONNECTION = new UUID(9, 2);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");
    private static final Email CLAIMED = Email.UNCLAIMED.evolve(new EmailClaimed(EMAIL, new UUID(1, 1), NOON));
    private static final Email MISSED = Email.UNCLAIMED.evolve(new InviteMissed(EMAIL, CONNECTION, NOON));

    @Test
    void nobody_has_an_address_at_first() {
        assertThat(Email.UNCLAIMED.accountId()).isNull();
    }

    @Test
    void an_address_belongs_to_the_account_that_claimed_it() {
        assertThat(CLAIMED.accountId()).isEqualTo(new UUID(1, 1));
    }

    @Test
    void an_invite_that_nobody_saw_gives_the_address_to_nobody() {
        assertThat(MISSED.accountId()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"-9, 0", "0, 0", "9, 9"})
    void a_sign_up_by_a_slow_clock_has_the_time_of_the_invite_that_was_missed(int seconds, int recorded) {
        assertThat(MISSED.notBefore(NOON.plusSeconds(seconds))).isEqualTo(NOON.plusSeconds(recorded));
    }

    @Test
    void the_first_event_of_an_address_has_the_time_of_its_command() {
        assertThat(Email.UNCLAIMED.notBefore(NOON)).isEqualTo(Email.UNCLAIMED.endOfInvite(NOON)).isEqualTo(NOON);
    }

    @Test
    void the_latest_of_the_invites_that_were_missed_counts() {
        var earlier = MISSED.evolve(new InviteMissed(EMAIL, CONNECTION, NOON.minusSeconds(9)));
        assertThat(earlier.notBefore(NOON.minusSeconds(20))).isEqualTo(NOON);
    }

    @ParameterizedTest
    @CsvSource({"-9000000, 1", "0, 1", "1, 1", "2, 2"})
    void an_invite_cancelled_by_a_slow_clock_ends_a_microsecond_after_the_sign_up(long micros, long recorded) {
        assertThat(CLAIMED.endOfInvite(NOON.plusNanos(1000 * micros))).isEqualTo(NOON.plusNanos(1000 * recorded));
    }

    @Test
    void an_invite_that_nobody_could_see_ends_when_it_is_cancelled() {
        assertThat(MISSED.endOfInvite(NOON.minusSeconds(9))).isEqualTo(NOON.minusSeconds(9));
    }

    @Test
    void an_address_keeps_only_what_its_owner_to_be_has_missed() {
        assertThat(MISSED.miss(EMAIL, CONNECTION, NOON)).containsExactly(new InviteMissed(EMAIL, CONNECTION, NOON));
        assertThat(CLAIMED.miss(EMAIL, CONNECTION, NOON)).isEmpty();
    }
}
