package dev.agentpairing.gateway.http.input;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** UUIDs as requests may write them: 8-4-4-4-12 hexadecimal digits in either case (contract, section 1). */
public final class Ids {

    static final String RULE = "must be a UUID of 8-4-4-4-12 hexadecimal digits";

    /** Stands in for an id that was bad, until all bad fields are named. */
    static final UUID NONE = new UUID(0, 0);

    private Ids() {}

    public static @Nullable UUID parse(String text) {
        if (text.length() != 36) {
            return null;
        }
        for (int i = 0; i < 36; i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !isHex(c)) {
                return null;
            }
        }
        return UUID.fromString(text);
    }

    private static boolean isHex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }
}
