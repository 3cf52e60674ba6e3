package dev.agentpairing.commandside;

import java.util.List;

import dev.agentpairing.messages.Refusal;

/** What a rule says to a command: these events, or a refusal. */
public sealed interface Decision<E> {

    record Accepted<E>(List<E> events) implements Decision<E> {}

    record Refused<E>(Refusal refusal) implements Decision<E> {}

    static <E> Decision<E> accept(E event) {
        return new Accepted<>(List.of(event));
    }

    static <E> Decision<E> accept(List<E> events) {
        return new Accepted<>(List.copyOf(events));
    }

    static <E> Decision<E> refuse(Refusal refusal) {
        return new Refused<>(refusal);
    }
}
