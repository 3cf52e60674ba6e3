package dev.agentpairing.commandside.account;

import java.util.UUID;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.account.AccountCommand.CloseSession;
import dev.agentpairing.messages.account.SessionEvent;
import dev.agentpairing.messages.account.SessionEvent.SessionClosed;
import dev.agentpairing.messages.account.SessionEvent.SessionOpened;

/** The state of one session of a person (contract, section 5). */
public sealed interface Session {

    Session UNOPENED = new Unopened();

    record Unopened() implements Session {}

    record Open(UUID sessionId, String hash) implements Session {}

    record Closed() implements Session {}

    default Session evolve(SessionEvent event) {
        return switch (event) {
            case SessionOpened e -> new Open(e.sessionId(), e.hash());
            case SessionClosed _ -> new Closed();
        };
    }

    default Decision<SessionEvent> close(CloseSession command) {
        return this instanceof Open(var id, var hash) ? Decision.accept(new SessionClosed(id, hash, command.at()))
                : Decision.refuse(Refusal.UNAUTHORIZED);
    }
}
