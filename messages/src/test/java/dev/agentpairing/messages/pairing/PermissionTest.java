package dev.agentpairing.messages.pairing;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class PermissionTest {

    @ParameterizedTest
    @CsvSource({"BOTH, BOTH", "SEND_ONLY, RECEIVE_ONLY", "RECEIVE_ONLY, SEND_ONLY"})
    void the_other_side_sees_sending_as_receiving(Permission mine, Permission theirs) {
        assertThat(mine.flipped()).isEqualTo(theirs);
    }

    @ParameterizedTest
    @EnumSource
    void seen_twice_from_the_other_side_it_is_the_same(Permission permission) {
        assertThat(permission.flipped().flipped()).isEqualTo(permission);
    }
}
