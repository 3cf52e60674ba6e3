package dev.agentpairing.queryside.deadletters;

import java.sql.SQLException;
import java.util.Arrays;

import org.springframework.core.NestedExceptionUtils;

/** Why an event could not be taken, in a few words: what kind of failure, and where. Never its message, which may quote the event. */
final class Cause {

    private static final String OURS = "dev.agentpairing.";

    private Cause() {}

    static String of(Throwable failure) {
        var root = NestedExceptionUtils.getMostSpecificCause(failure);
        var state = root instanceof SQLException sql ? " " + sql.getSQLState() : "";
        return root.getClass().getSimpleName() + state + Arrays.stream(root.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS)).findFirst().map(Cause::place).orElse("");
    }

    private static String place(StackTraceElement frame) {
        return " at " + frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1) + ":" + frame.getLineNumber();
    }
}
