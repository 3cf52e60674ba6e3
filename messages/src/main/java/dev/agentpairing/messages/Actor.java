package dev.agentpairing.messages;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Who acts. Travels as metadata of every command and, correlated, of every event that it causes.
 *
 * @param accountId null for the operator and the service itself
 * @param credentialId of the API key or session; null where there is none
 */
public record Actor(@Nullable UUID accountId, Kind kind, @Nullable UUID credentialId) {

    public static final String ACCOUNT = "actorAccount";
    public static final String KIND = "actorKind";
    public static final String CREDENTIAL = "actorCredential";

    public enum Kind { API_KEY, SESSION, CONNECTION_TOKEN, OPERATOR, SYSTEM }

    public static final Actor SYSTEM = new Actor(null, Kind.SYSTEM, null);

    public Map<String, String> toMetaData() {
        var values = new HashMap<String, String>();
        values.put(KIND, kind.name());
        if (accountId != null) {
            values.put(ACCOUNT, accountId.toString());
        }
        if (credentialId != null) {
            values.put(CREDENTIAL, credentialId.toString());
        }
        return values;
    }

    /** The actor that the metadata of a message names; the service itself where it names none. */
    public static Actor from(Map<String, ?> metaData) {
        var kind = metaData.get(KIND);
        return kind == null ? SYSTEM : new Actor(id(metaData.get(ACCOUNT)), Kind.valueOf((String) kind), id(metaData.get(CREDENTIAL)));
    }

    private static @Nullable UUID id(@Nullable Object value) {
        return value == null ? null : UUID.fromString((String) value);
    }
}
