package dev.agentpairing.commandside.axon;

import java.time.Duration;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator may set (contract, section 7).
 *
 * @param pendingExpiry how long a proposal waits for its confirmation
 * @param invitesPerHour of one account; 0: any number
 */
@ConfigurationProperties("pairing")
record CommandSideSettings(
        Duration pendingExpiry,
        int invitesPerHour,
        Map<String, Map<String, String>> plans,
        @DefaultValue Views views,
        @DefaultValue CommandSide commandSide) {

    CommandSideSettings {
        if (pendingExpiry.isNegative() || pendingExpiry.isZero()) {
            throw new IllegalArgumentException("pairing.pending-expiry: is " + pendingExpiry + ", but must be longer than nothing");
        }
        if (invitesPerHour < 0) {
            throw new IllegalArgumentException("pairing.invites-per-hour: is " + invitesPerHour + ", but must be 0 or more");
        }
    }

    /** @param tracking whether the views follow the log, instead of being written with it */
    record Views(@DefaultValue("false") boolean tracking) {}

    /** @param aggregatesInMemory how many are kept from one command to the next */
    record CommandSide(@DefaultValue("20000") long aggregatesInMemory) {}
}
