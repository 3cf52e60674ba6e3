package dev.agentpairing.commandside.axon;

import java.util.ArrayList;
import java.util.Map;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.GenericMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import dev.agentpairing.commandside.axon.GroupCommitCommandBus.Waiting;
import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.request.RequestName;

import static org.assertj.core.api.Assertions.assertThat;

class LoggedRequestTest {

    private static final CommandMessage<String> COMMAND = new GenericCommandMessage<>(new GenericMessage<>(
            "command", Map.of(RequestName.KEY, "the-request", Actor.ACCOUNT, "the-account", Actor.KIND, "SESSION")), "work");
    private static final Map<String, String> FIELDS = Map.of("request_id", "the-request", "account_id", "the-account");

    @BeforeEach
    void clear() {
        MDC.clear();
    }

    private static @Nullable String request() {
        return MDC.get("request_id");
    }

    @Test
    void while_a_command_is_handled_lines_say_for_which_request_and_whose() {
        assertThat(LoggedRequest.over(COMMAND, MDC::getCopyOfContextMap)).isEqualTo(FIELDS);
        assertThat(request()).isNull();
    }

    /** Which Axon logs on its way to another process. */
    @Test
    void while_its_failure_is_answered_too() {
        assertThat(seenWhileAnswered(new IllegalStateException("a mistake"))).isEqualTo("the-request");
        assertThat(request()).isNull();
    }

    @Test
    void a_refusal_is_no_failure() {
        assertThat(seenWhileAnswered(Refusals.because(Refusal.NOT_FOUND))).isNull();
    }

    private static @Nullable String seenWhileAnswered(Throwable failure) {
        var seen = new ArrayList<@Nullable String>();
        new Waiting(COMMAND, _ -> null, (_, _) -> seen.add(request()), CommandMeters.unwatched())
                .answer(GenericCommandResultMessage.asCommandResultMessage(failure));
        assertThat(seen).hasSize(1);
        return seen.getFirst();
    }
}
