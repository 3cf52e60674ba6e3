package dev.agentpairing.commandside.axon;

import org.axonframework.commandhandling.CommandExecutionException;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.Refused;

/** The one form in which a refusal leaves this side: details that survive Axon Server as they are, and no stack trace. */
final class Refusals {

    private Refusals() {}

    static CommandExecutionException because(Refusal refusal) {
        return new CommandExecutionException(refusal.name(), null, new Refused(refusal), false);
    }

    static boolean isRefusal(Throwable failure) {
        return behind(failure) != null;
    }

    /** Null where it is none. */
    static @Nullable Refusal behind(Throwable failure) {
        return failure instanceof CommandExecutionException e && e.getDetails().orElse(null) instanceof Refused(var refusal) ? refusal : null;
    }
}
