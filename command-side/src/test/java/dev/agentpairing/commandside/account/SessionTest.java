package dev.agentpairing.commandside.account;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.agentpairing.commandside.Outcome;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.account.AccountCommand.CloseSession;
import dev.agentpairing.messages.account.SessionEvent.SessionClosed;
import dev.agentpairing.messages.account.SessionEvent.SessionOpened;

import static org.assertj.core.api.Assertions.assertThat;

class SessionTest {

    private static final UUID SESSION = new UUID(7, 1);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");
    private static final CloseSession CLOSE = new CloseSession(SESSION, NOON);

    private static final Session OPEN =
            Session.UNOPENED.evolve(new SessionOpened(SESSION, new UUID(1, 1), "hash", NOON.plusSeconds(43_200), NOON));

    @Test
    void an_open_session_is_closed_under_the_hash_of_its_token() {
        assertThat(Outcome.event(OPEN.close(CLOSE))).isEqualTo(new SessionClosed(SESSION, "hash", NOON));
    }

    @Test
    void a_closed_session_cannot_be_closed_again() {
        assertThat(Outcome.refusal(OPEN.evolve(new SessionClosed(SESSION, "hash", NOON)).close(CLOSE)))
                .isEqualTo(Refusal.UNAUTHORIZED);
    }

    @Test
    void a_session_that_never_was_cannot_be_closed() {
        assertThat(Outcome.refusal(Session.UNOPENED.close(CLOSE))).isEqualTo(Refusal.UNAUTHORIZED);
    }
}
