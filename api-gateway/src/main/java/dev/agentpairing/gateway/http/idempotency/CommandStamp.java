package dev.agentpairing.gateway.http.idempotency;

import java.util.List;
import java.util.function.BiFunction;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.springframework.stereotype.Component;

import dev.agentpairing.messages.account.PersonalCommand;

/** Marks every command of a claimed request as an attempt, so that the command side carries it out once. */
@Component
final class CommandStamp {

    CommandStamp(CommandBus bus) {
        bus.registerDispatchInterceptor(this::stamp);
    }

    private BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> stamp(List<? extends CommandMessage<?>> commands) {
        var claim = Claim.current();
        return (_, command) -> claim == null || command.getPayload() instanceof PersonalCommand
                ? command : command.andMetaData(claim.nextCommand().toMetaData());
    }
}
