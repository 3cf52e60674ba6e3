package dev.agentpairing.gateway.history;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/** The words in which answers are compared. */
public final class Shown {

    private Shown() {}

    /**
     * @param permission from the inviter's side
     * @param raw from the proposer's
     */
    public static String item(
            String id, String status, Side proposer, String permission, String raw, @Nullable Side awaiting, boolean confirmed,
            @Nullable String reason, @Nullable Side endedBy) {
        return "%s %s, proposed by %s, %s (raw %s), awaits %s, confirmed %s, ended by %s: %s"
                .formatted(id, status, proposer, permission, raw, awaiting, confirmed, endedBy, reason);
    }

    /** In an order of their own: what was proposed in one microsecond has none. */
    public static String list(Collection<String> items) {
        return "200 " + items.stream().sorted().toList();
    }

    public static String verdict(String reason, @Nullable String pairing, @Nullable String permission) {
        return "200 %s %s %s".formatted(reason, pairing, permission);
    }

    public static String steps(Collection<String> steps) {
        return "200 " + steps;
    }
}
