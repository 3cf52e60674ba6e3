package dev.agentpairing.messages.request;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An attempt to have a command carried out once. Travels as metadata of the command.
 *
 * @param requestId the same in every attempt
 * @param again whether an earlier attempt may have been carried out, or may yet be
 */
public record Attempt(UUID requestId, boolean again) {

    public static final String REQUEST = "request";
    public static final String AGAIN = "again";

    public Map<String, String> toMetaData() {
        var values = new HashMap<String, String>();
        values.put(REQUEST, requestId.toString());
        values.put(AGAIN, Boolean.toString(again));
        return values;
    }

    /** Null for a command that may be carried out as often as it is sent. */
    public static @Nullable Attempt from(Map<String, ?> metaData) {
        return metaData.get(REQUEST) instanceof String id
                ? new Attempt(UUID.fromString(id), Boolean.parseBoolean(String.valueOf(metaData.get(AGAIN)))) : null;
    }
}
