package dev.agentpairing.commandside.account;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.agentpairing.messages.account.EmailEvent.EmailClaimed;

import static org.assertj.core.api.Assertions.assertThat;

class EmailTest {

    @Test
    void nobody_has_an_address_at_first() {
        assertThat(Email.UNCLAIMED.accountId()).isNull();
    }

    @Test
    void an_address_belongs_to_the_account_that_claimed_it() {
        var claimed = new EmailClaimed(new UUID(3, 1), new UUID(1, 1), Instant.EPOCH);
        assertThat(Email.UNCLAIMED.evolve(claimed).accountId()).isEqualTo(new UUID(1, 1));
    }
}
