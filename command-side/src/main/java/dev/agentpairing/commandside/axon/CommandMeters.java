package dev.agentpairing.commandside.axon;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;

import dev.agentpairing.messages.Refusal;

/** What the bus tells an operator. Counting a command is a look-up by its name and one addition. */
final class CommandMeters {

    private static final String ACCEPTED = "accepted";
    private static final String NO_CODE = "none";

    private final MeterRegistry registry;
    private final Map<String, OfOneCommand> commands = new ConcurrentHashMap<>();
    private final Counter retries;
    private final Counter turnedAway;
    private final Timer groups;

    CommandMeters(MeterRegistry registry) {
        this.registry = registry;
        this.retries = Counter.builder("pairing.command.retries").register(registry);
        this.turnedAway = Counter.builder("pairing.command.queue.full").register(registry);
        this.groups = Timer.builder("pairing.command.groups").register(registry);
    }

    /** For a bus that nobody watches. */
    static CommandMeters unwatched() {
        return new CommandMeters(new CompositeMeterRegistry());
    }

    void watch(Collection<?> queue) {
        Gauge.builder("pairing.command.queue.size", queue, Collection::size).register(registry);
    }

    /** From now on it is shown, also while nobody sends it. */
    void expect(String commandName) {
        commands.computeIfAbsent(commandName, OfOneCommand::new);
    }

    void answered(CommandMessage<?> command, CommandResultMessage<?> result) {
        commands.computeIfAbsent(command.getCommandName(), OfOneCommand::new).count(result);
    }

    /** Another node was faster at a stream, so what was tried together is decided again. */
    void triedAgain() {
        retries.increment();
    }

    void turnedAway() {
        turnedAway.increment();
    }

    /** A group was handled, stored and answered. */
    void worked(long nanos) {
        groups.record(nanos, TimeUnit.NANOSECONDS);
    }

    private final class OfOneCommand {

        private final String name;
        private final Counter accepted;
        private final Map<Refusal, Counter> refused = new ConcurrentHashMap<>();

        /** @param commandName that of its class, nested in its family */
        private OfOneCommand(String commandName) {
            name = commandName.substring(Math.max(commandName.lastIndexOf('.'), commandName.lastIndexOf('$')) + 1);
            accepted = counter(ACCEPTED, NO_CODE);
        }

        private void count(CommandResultMessage<?> result) {
            if (!result.isExceptional()) {
                accepted.increment();
                return;
            }
            var refusal = Refusals.behind(result.exceptionResult());
            if (refusal == null) {
                counter("failed", NO_CODE).increment();
            } else {
                refused.computeIfAbsent(refusal, why -> counter("refused", why.name())).increment();
            }
        }

        private Counter counter(String outcome, String code) {
            return Counter.builder("pairing.commands").tag("command", name).tag("outcome", outcome).tag("code", code).register(registry);
        }
    }
}
