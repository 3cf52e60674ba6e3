package dev.agentpairing.queryside.pairings;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;

import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.pairing.PairingCommand;

/** Commands by which the service ends pairings, many at a time. */
record EndCommands(CommandBus commands) {

    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

    /** @param by in whose name */
    record End(PairingCommand command, Actor by) {}

    record Failure<T>(T found, Throwable cause) {}

    /** @return what was not ended, in the same order */
    <T> List<Failure<T>> send(List<T> found, Function<T, End> end) {
        var answers = found.stream().map(one -> send(one, end.apply(one))).toList();
        return answers.stream().map(CompletableFuture::join).filter(Objects::nonNull).toList();
    }

    /** Answered with null where it worked. Not by Axon's gateway, which writes each failure to the program's log. */
    private <T> CompletableFuture<Failure<T>> send(T found, End end) {
        var answer = new CompletableFuture<Failure<T>>();
        var command = GenericCommandMessage.asCommandMessage(end.command).withMetaData(end.by.toMetaData());
        commands.dispatch(command, (sent, result) ->
                answer.complete(result.isExceptional() ? new Failure<>(found, result.exceptionResult()) : null));
        return answer.completeOnTimeout(
                new Failure<>(found, new TimeoutException("no answer in time")), ANSWERED_WITHIN.toSeconds(), TimeUnit.SECONDS);
    }

    static void report(List<? extends Failure<?>> failures) {
        if (!failures.isEmpty()) {
            var cause = failures.getFirst().cause();
            throw new IllegalStateException(failures.size() + " of them were not ended: " + cause, cause);
        }
    }
}
