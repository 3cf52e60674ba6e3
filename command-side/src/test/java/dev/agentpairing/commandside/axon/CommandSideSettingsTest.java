package dev.agentpairing.commandside.axon;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CommandSideSettingsTest {

    private static CommandSideSettings expiringAfter(String expiry) {
        return new CommandSideSettings(Duration.parse(expiry), 10, Map.of(), new CommandSideSettings.Views(false),
                new CommandSideSettings.CommandSide(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "-P1D", "PT0.0009S", "P36501D", "P400000000D"})
    void an_expiry_that_cannot_work_is_refused_by_its_name(String expiry) {
        assertThatThrownBy(() -> expiringAfter(expiry)).hasMessageContaining("pairing.pending-expiry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.001S", "PT1S", "P7D", "P36500D"})
    void milliseconds_and_years_work(String expiry) {
        assertThat(expiringAfter(expiry).pendingExpiry()).isEqualTo(Duration.parse(expiry));
    }

    @Test
    void an_expiry_is_cut_to_microseconds_as_all_moments_are() {
        assertThat(expiringAfter("PT1.123456789S").pendingExpiry()).isEqualTo(Duration.parse("PT1.123456S"));
    }

    @Test
    void an_expiry_that_is_left_empty_is_refused_by_its_name() {
        assertThatThrownBy(() -> new CommandSideSettings(null, 10, Map.of(), new CommandSideSettings.Views(false),
                new CommandSideSettings.CommandSide(1))).hasMessageStartingWith("pairing.pending-expiry: is empty, ");
    }

    @Test
    void a_negative_number_of_invites_is_refused_by_its_name() {
        assertThatThrownBy(() -> new CommandSideSettings(Duration.ofDays(7), -1, Map.of(), new CommandSideSettings.Views(false),
                new CommandSideSettings.CommandSide(1))).hasMessageStartingWith("pairing.invites-per-hour: is -1, ");
    }
}
