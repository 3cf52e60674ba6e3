package dev.agentpairing.queryside.deadletters;

import java.sql.SQLException;
import java.util.Arrays;

import org.axonframework.serialization.SerializationException;
import org.springframework.core.NestedExceptionUtils;

import dev.agentpairing.queryside.rows.RowMissing;
import dev.agentpairing.queryside.rows.RowRefused;

/** Why an event could not be taken. Never in the words of the failure, which may quote the event. */
record Cause(Throwable failure) {

    private static final String OURS = "dev.agentpairing.";

    /** For the operator. */
    String inWords() {
        return switch (failure) {
            case RowMissing e -> "there is no row that it could change";
            case RowRefused e -> "its row cannot be written" + (root() instanceof SQLException sql ? " (SQL state " + sql.getSQLState() + ")" : "");
            case SerializationException e -> "it cannot be read";
            default -> "its row cannot be made of it";
        };
    }

    /** For the program's log: what kind of failure it was, and where. */
    String inCode() {
        var place = Arrays.stream(root().getStackTrace()).filter(frame -> frame.getClassName().startsWith(OURS)).findFirst();
        return root().getClass().getSimpleName() + place.map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber()).orElse("");
    }

    private Throwable root() {
        return NestedExceptionUtils.getMostSpecificCause(failure);
    }
}
