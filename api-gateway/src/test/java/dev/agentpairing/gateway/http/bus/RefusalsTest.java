package dev.agentpairing.gateway.http.bus;

import java.sql.SQLException;
import java.util.UUID;

import io.axoniq.axonserver.connector.impl.StreamClosedException;
import io.axoniq.axonserver.connector.impl.StreamTimeoutException;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.Refused;
import dev.agentpairing.messages.connection.ConnectionCommand.RevokeConnection;
import dev.agentpairing.messages.pairing.PairingCommand.ChangePermission;
import dev.agentpairing.messages.pairing.Permission;

import static java.time.Instant.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;

class RefusalsTest {

    @ParameterizedTest
    @EnumSource
    void every_refusal_has_a_code_a_status_and_words(Refusal refusal) {
        var error = Refusals.translate(refusal, "any command");
        assertThat(error.code()).isEqualTo(refusal.name());
        assertThat(error.status()).isBetween(400, 503);
        assertThat(error.getMessage()).isNotBlank();
    }

    @Test
    void a_connection_revoked_already_is_a_conflict_and_a_pairing_a_bad_request() {
        var command = new RevokeConnection(UUID.randomUUID(), UUID.randomUUID(), EPOCH);
        assertThat(Refusals.translate(Refusal.ALREADY_REVOKED, command).status()).isEqualTo(409);
        assertThat(Refusals.translate(Refusal.ALREADY_REVOKED, "any other").status()).isEqualTo(400);
    }

    @Test
    void what_cannot_be_confirmed_any_more_and_what_cannot_be_changed_any_more_is_said_in_other_words() {
        var change = new ChangePermission(UUID.randomUUID(), UUID.randomUUID(), Permission.BOTH, null, EPOCH);
        var refused = Refusals.translate(Refusal.INVALID_STATUS, change);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.getMessage()).isNotEqualTo(Refusals.translate(Refusal.INVALID_STATUS, "any other").getMessage());
    }

    @Test
    void a_refused_command_is_told_by_its_details() {
        var failure = new CommandExecutionException("refused", null, new Refused(Refusal.PAIRING_EXISTS));
        assertThat(translate(failure).code()).isEqualTo("PAIRING_EXISTS");
    }

    @Test
    void a_store_out_of_reach_is_worth_another_try() {
        assertThat(translate(new RuntimeException(new SQLException("gone", "08006"))).status()).isEqualTo(503);
        assertThat(translate(new NoHandlerForCommandException("nobody")).headers()).containsKey("Retry-After");
        assertThat(translate(new RuntimeException(new StreamTimeoutException("silent"))).status()).isEqualTo(503);
        assertThat(translate(new StreamClosedException(null)).status()).isEqualTo(503);
    }

    @Test
    void a_mistake_of_ours_is_not() {
        var failure = new IllegalStateException(new SQLException("syntax", "42601"));
        assertThat(Commands.translate(failure, "any")).isNotInstanceOf(ApiError.class);
    }

    private static ApiError translate(Throwable failure) {
        return (ApiError) Commands.translate(failure, "any");
    }
}
