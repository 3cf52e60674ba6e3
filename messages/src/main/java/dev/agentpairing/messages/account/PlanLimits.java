package dev.agentpairing.messages.account;

import org.jspecify.annotations.Nullable;

/** How much of each thing a plan allows; null means unlimited (contract, section 5). */
public record PlanLimits(
        @Nullable Integer agents,
        @Nullable Integer apiKeys,
        @Nullable Integer connections,
        @Nullable Integer pairingsPerConnection) {

    /** Whether one more is too many where there are {@code present} already. */
    public static boolean reached(@Nullable Integer limit, long present) {
        return limit != null && present >= limit;
    }
}
