package dev.agentpairing.commandside.axon;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.Refused;
import dev.agentpairing.messages.account.AccountCommand.ChangePlan;
import dev.agentpairing.messages.account.AccountCommand.CloseSession;
import dev.agentpairing.messages.account.AccountCommand.CreateApiKey;
import dev.agentpairing.messages.account.AccountCommand.RevokeApiKey;
import dev.agentpairing.messages.account.AccountEvent.AccountOpened;
import dev.agentpairing.messages.account.AccountEvent.ApiKeyCreated;
import dev.agentpairing.messages.account.AccountEvent.ApiKeyRevoked;
import dev.agentpairing.messages.account.AccountEvent.PlanChanged;
import dev.agentpairing.messages.account.Scope;
import dev.agentpairing.messages.account.SessionEvent.SessionClosed;
import dev.agentpairing.messages.account.SessionEvent.SessionOpened;

class AccountHandlersTest {

    private static final UUID ACCOUNT = new UUID(1, 1);
    private static final UUID KEY = new UUID(6, 1);
    private static final UUID SESSION = new UUID(7, 1);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final AccountOpened OPENED = new AccountOpened(ACCOUNT, new UUID(3, 1), "free", NOON);

    private final Fixtures fixtures = new Fixtures();
    private final AccountHandlers handlers = new AccountHandlers(fixtures.streams, Fixtures.PLANS);

    private FixtureConfiguration<AccountAggregate> account() {
        return fixtures.accounts.registerAnnotatedCommandHandler(handlers);
    }

    private FixtureConfiguration<SessionAggregate> session() {
        return fixtures.sessions.registerAnnotatedCommandHandler(handlers);
    }

    private static CreateApiKey create(UUID key) {
        return new CreateApiKey(ACCOUNT, key, "CI", Set.of(Scope.AGENTS), "hash", "agd_live_abc", NOON);
    }

    private static ApiKeyCreated created(UUID key) {
        return new ApiKeyCreated(ACCOUNT, key, "CI", Set.of(Scope.AGENTS), "hash", "agd_live_abc", NOON);
    }

    @Test
    void a_plan_changes() {
        account().given(OPENED).when(new ChangePlan(ACCOUNT, "team", NOON)).expectEvents(new PlanChanged(ACCOUNT, "team", NOON));
    }

    @Test
    void the_same_plan_succeeds_without_an_event() {
        account().given(OPENED).when(new ChangePlan(ACCOUNT, "free", NOON)).expectSuccessfulHandlerExecution().expectNoEvents();
    }

    @Test
    void an_account_that_was_never_opened_is_not_found() {
        account().givenNoPriorActivity().when(create(KEY)).expectExceptionDetails(new Refused(Refusal.NOT_FOUND));
    }

    @Test
    void a_key_is_created_within_the_limit_of_the_plan() {
        account().given(OPENED).when(create(KEY)).expectEvents(created(KEY));
    }

    @Test
    void a_key_past_the_limit_of_the_plan_is_refused_and_leaves_no_event() {
        account().given(OPENED, created(KEY)).when(create(new UUID(6, 2)))
                .expectExceptionDetails(new Refused(Refusal.KEY_LIMIT_REACHED))
                .expectNoEvents();
    }

    @Test
    void a_plan_that_is_not_in_the_table_any_more_allows_nothing_new() {
        account().given(OPENED, new PlanChanged(ACCOUNT, "gold", NOON)).when(create(KEY))
                .expectExceptionDetails(new Refused(Refusal.KEY_LIMIT_REACHED));
    }

    @Test
    void the_moment_of_a_revocation_is_its_answer() {
        account().given(OPENED, created(KEY)).when(new RevokeApiKey(ACCOUNT, KEY, SESSION, NOON))
                .expectResultMessagePayload(NOON)
                .expectEvents(new ApiKeyRevoked(ACCOUNT, KEY, "hash", NOON));
    }

    @Test
    void a_session_is_closed() {
        session().given(new SessionOpened(SESSION, ACCOUNT, "hash", NOON.plusSeconds(60), NOON))
                .when(new CloseSession(SESSION, NOON))
                .expectEvents(new SessionClosed(SESSION, "hash", NOON));
    }

    @Test
    void a_session_that_never_was_is_refused() {
        session().givenNoPriorActivity().when(new CloseSession(SESSION, NOON))
                .expectExceptionDetails(new Refused(Refusal.UNAUTHORIZED));
    }
}
