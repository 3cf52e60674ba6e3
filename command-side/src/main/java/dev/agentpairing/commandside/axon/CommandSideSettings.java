package dev.agentpairing.commandside.axon;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator may set (contract, section 7).
 *
 * @param pendingExpiry how long a proposal, or a changed permission, waits for its confirmation
 * @param invitesPerHour of one account; 0: any number
 */
@ConfigurationProperties("pairing")
record CommandSideSettings(
        Duration pendingExpiry,
        int invitesPerHour,
        Map<String, Map<String, String>> plans,
        @DefaultValue Views views,
        @DefaultValue CommandSide commandSide) {

    private static final Duration SHORTEST_EXPIRY = Duration.ofMillis(1);

    /** A hundred years; far beyond it lie moments that no database knows. */
    private static final Duration LONGEST_EXPIRY = Duration.ofDays(36_500);

    CommandSideSettings {
        if (pendingExpiry == null) {
            throw new IllegalArgumentException("pairing.pending-expiry: is empty, but must be a time such as 7d");
        }
        if (pendingExpiry.compareTo(SHORTEST_EXPIRY) < 0 || pendingExpiry.compareTo(LONGEST_EXPIRY) > 0) {
            throw new IllegalArgumentException("pairing.pending-expiry: is " + pendingExpiry
                    + ", but must be longer than nothing (1ms at least) and at most " + LONGEST_EXPIRY.toDays() + "d");
        }
        pendingExpiry = pendingExpiry.truncatedTo(ChronoUnit.MICROS); // as all moments are
        if (invitesPerHour < 0) {
            throw new IllegalArgumentException("pairing.invites-per-hour: is " + invitesPerHour + ", but must be 0 or more");
        }
    }

    /** @param tracking whether the views follow the log, instead of being written with it */
    record Views(@DefaultValue("false") boolean tracking) {}

    /** @param aggregatesInMemory how many of each type are kept from one command to the next */
    record CommandSide(@DefaultValue("20000") int aggregatesInMemory) {}
}
