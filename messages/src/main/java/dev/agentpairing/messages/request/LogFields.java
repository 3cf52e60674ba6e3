package dev.agentpairing.messages.request;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.Actor;

/** What every line of the log says that is written while a request, or a message that was sent for it, is worked on by its thread. */
public final class LogFields {

    public static final String REQUEST = "request_id";
    public static final String ACCOUNT = "account_id";
    public static final String TRACE = "trace_id";

    private LogFields() {}

    /** What the metadata of a command or a query tells of them. */
    public static Map<String, String> of(Map<String, ?> metaData) {
        return renamed(metaData, RequestName.KEY, REQUEST, Actor.ACCOUNT, ACCOUNT);
    }

    /** What goes along with a query, so that whoever answers it can tell them too. */
    public static Map<String, String> toMetaData(Map<String, String> fields) {
        return renamed(fields, REQUEST, RequestName.KEY, ACCOUNT, Actor.ACCOUNT);
    }

    /** @param names as they are, and as they are to be */
    private static Map<String, String> renamed(Map<String, ?> values, String... names) {
        var renamed = new HashMap<String, String>();
        for (int i = 0; i < names.length; i += 2) {
            @Nullable Object value = values.get(names[i]);
            if (value != null) {
                renamed.put(names[i + 1], value.toString());
            }
        }
        return renamed;
    }
}
