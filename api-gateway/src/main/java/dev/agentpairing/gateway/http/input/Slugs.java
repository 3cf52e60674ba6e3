package dev.agentpairing.gateway.http.input;

import java.util.regex.Pattern;

/** How an account may name its agents (contract, section 4). */
public final class Slugs {

    public static final String RULE = "must be 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'";

    private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private Slugs() {}

    public static boolean isSlug(String text) {
        return SLUG.matcher(text).matches();
    }
}
