package dev.agentpairing.commandside;

import java.util.List;

import dev.agentpairing.messages.Refusal;

/** What a test expects of a decision. */
public final class Outcome {

    private Outcome() {}

    /** The events of an accepted command. */
    public static <E> List<E> events(Decision<E> decision) {
        return switch (decision) {
            case Decision.Accepted<E>(var events) -> events;
            case Decision.Refused<E>(var refusal) -> throw new AssertionError("refused: " + refusal);
        };
    }

    /** The one event of an accepted command. */
    public static <E> E event(Decision<E> decision) {
        var events = events(decision);
        if (events.size() != 1) {
            throw new AssertionError("not one event: " + events);
        }
        return events.getFirst();
    }

    public static Refusal refusal(Decision<?> decision) {
        return switch (decision) {
            case Decision.Refused<?>(var refusal) -> refusal;
            case Decision.Accepted<?>(var events) -> throw new AssertionError("accepted: " + events);
        };
    }

    /** {@code ACCEPTED}, or the refusal's code. */
    public static String of(Decision<?> decision) {
        return decision instanceof Decision.Refused<?>(var refusal) ? refusal.name() : "ACCEPTED";
    }
}
