package dev.agentpairing.gateway.http.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.agentpairing.gateway.http.ApiError;
import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.Refused;
import dev.agentpairing.messages.account.PersonalCommand.ForgetInvite;
import dev.agentpairing.messages.account.PersonalCommand.KeepInvite;
import dev.agentpairing.messages.connection.ConnectionCommand.AcceptInvite;

import static java.time.Instant.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PersonalWritesTest {

    private static final UUID ID = new UUID(9, 1);

    private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
    private final List<String> handled = new ArrayList<>();
    private final PersonalWrites writes = new PersonalWrites(
            new Commands(bus, DefaultQueryGateway.builder().queryBus(SimpleQueryBus.builder().build()).build()));

    private ApiError refusal(Refusal refusal) {
        on(KeepInvite.class, null);
        on(AcceptInvite.class, new CommandExecutionException("refused", null, new Refused(refusal)));
        return catchThrowableOfType(ApiError.class, () -> writes.send(
                Actor.SYSTEM, new KeepInvite(ID, "a@b", null), new AcceptInvite(ID, ID, EPOCH), new ForgetInvite(ID)));
    }

    private void on(Class<?> command, RuntimeException failure) {
        bus.subscribe(command.getName(), message -> {
            handled.add(command.getSimpleName());
            if (failure != null) {
                throw failure;
            }
            return null;
        });
    }

    @ParameterizedTest
    @CsvSource({"EMAIL_TAKEN", "RATE_LIMITED", "NOT_FOUND"})
    void what_was_kept_for_a_refused_command_is_forgotten(Refusal refusal) {
        on(ForgetInvite.class, null);
        assertThat(refusal(refusal).code()).isEqualTo(refusal.name());
        assertThat(handled).containsExactly("KeepInvite", "AcceptInvite", "ForgetInvite");
    }

    @Test
    void what_was_kept_stays_when_the_command_may_be_stored_all_the_same() {
        on(ForgetInvite.class, null);
        assertThat(refusal(Refusal.UNAVAILABLE).status()).isEqualTo(503);
        assertThat(handled).containsExactly("KeepInvite", "AcceptInvite");
    }

    @Test
    void the_caller_hears_why_the_command_was_refused_although_forgetting_fails() {
        on(ForgetInvite.class, new IllegalStateException("the database is gone"));
        assertThat(refusal(Refusal.EMAIL_TAKEN).status()).isEqualTo(409);
        assertThat(handled).endsWith("ForgetInvite");
    }
}
