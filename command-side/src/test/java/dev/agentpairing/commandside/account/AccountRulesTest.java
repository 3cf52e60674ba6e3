package dev.agentpairing.commandside.account;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.Outcome;
import dev.agentpairing.commandside.account.Account.Open;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.account.AccountCommand.ChangePlan;
import dev.agentpairing.messages.account.AccountCommand.CreateApiKey;
import dev.agentpairing.messages.account.AccountCommand.RevokeApiKey;
import dev.agentpairing.messages.account.AccountEvent;
import dev.agentpairing.messages.account.AccountEvent.AccountOpened;
import dev.agentpairing.messages.account.AccountEvent.ApiKeyCreated;
import dev.agentpairing.messages.account.AccountEvent.ApiKeyRevoked;
import dev.agentpairing.messages.account.AccountEvent.ConnectionGained;
import dev.agentpairing.messages.account.AccountEvent.ConnectionLost;
import dev.agentpairing.messages.account.AccountEvent.InviteSent;
import dev.agentpairing.messages.account.AccountEvent.PlanChanged;
import dev.agentpairing.messages.account.AccountEvent.SlugFreed;
import dev.agentpairing.messages.account.AccountEvent.SlugTaken;
import dev.agentpairing.messages.account.PlanLimits;
import dev.agentpairing.messages.account.Scope;
import dev.agentpairing.messages.agent.AgentCommand.Profile;
import dev.agentpairing.messages.agent.AgentCommand.RegisterAgent;

import static org.assertj.core.api.Assertions.assertThat;

class AccountRulesTest {

    private static final UUID ACCOUNT = new UUID(1, 1);
    private static final UUID EMAIL = new UUID(3, 1);
    private static final UUID KEY = new UUID(6, 1);
    private static final UUID OTHER_KEY = new UUID(6, 2);
    private static final UUID SESSION = new UUID(7, 1);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");

    private static final AccountOpened OPENED = new AccountOpened(ACCOUNT, EMAIL, "free", NOON);

    private static Open after(AccountEvent... events) {
        return (Open) Stream.of(events).reduce(Account.UNOPENED.evolve(OPENED), Account::evolve, (_, last) -> last);
    }

    private static ApiKeyCreated created(UUID key) {
        return new ApiKeyCreated(ACCOUNT, key, "CI", Set.of(Scope.AGENTS), "hash of " + key, "agd_live_abc", NOON);
    }

    private static Decision<AccountEvent> createKey(Open state, @Nullable Integer limit) {
        return AccountRules.createKey(state,
                new CreateApiKey(ACCOUNT, OTHER_KEY, "CI", Set.of(Scope.AGENTS), "hash of " + OTHER_KEY, "agd_live_abc", NOON),
                new PlanLimits(0, limit, 0, 0));
    }

    private static Decision<AccountEvent> revokeKey(Open state, UUID key, UUID caller) {
        return AccountRules.revokeKey(state, new RevokeApiKey(ACCOUNT, key, caller, NOON));
    }

    private static Decision<AccountEvent> admit(Open state, String slug, @Nullable Integer limit) {
        var command = new RegisterAgent(ACCOUNT, new UUID(2, 9), new Profile(slug, "Bot", null, "custom", "{}", true), null,
                null, null, NOON);
        return AccountRules.admit(state, command, new PlanLimits(limit, 0, 0, 0));
    }

    @Test
    void an_account_changes_its_plan() {
        assertThat(Outcome.event(AccountRules.changePlan(after(), new ChangePlan(ACCOUNT, "team", NOON))))
                .isEqualTo(new PlanChanged(ACCOUNT, "team", NOON));
    }

    @Test
    void the_plan_that_an_account_has_already_changes_nothing() {
        assertThat(Outcome.events(AccountRules.changePlan(after(), new ChangePlan(ACCOUNT, "free", NOON)))).isEmpty();
    }

    @Test
    void an_account_that_does_not_exist_has_no_plan() {
        assertThat(Outcome.refusal(AccountRules.changePlan(Account.UNOPENED, new ChangePlan(ACCOUNT, "team", NOON))))
                .isEqualTo(Refusal.NOT_FOUND);
    }

    @Test
    void a_new_plan_takes_nothing_away() {
        var before = after(created(KEY), new SlugTaken(ACCOUNT, new UUID(2, 1), "bot", NOON));
        var now = (Open) before.evolve(new PlanChanged(ACCOUNT, "free", NOON));
        assertThat(now).extracting(Open::keys, Open::slugs).containsExactly(before.keys(), before.slugs());
    }

    @Test
    void a_key_is_kept_by_its_hash() {
        assertThat(Outcome.event(createKey(after(), 1))).isEqualTo(created(OTHER_KEY));
    }

    @ParameterizedTest
    @CsvSource({"0, KEY_LIMIT_REACHED", "1, KEY_LIMIT_REACHED", "2, ACCEPTED", ", ACCEPTED"})
    void so_many_keys_exist_as_the_plan_allows(@Nullable Integer limit, String outcome) {
        assertThat(Outcome.of(createKey(after(created(KEY)), limit))).isEqualTo(outcome);
    }

    @Test
    void a_revoked_key_does_not_count() {
        assertThat(Outcome.of(createKey(after(created(KEY), new ApiKeyRevoked(ACCOUNT, KEY, "hash", NOON)), 1)))
                .isEqualTo("ACCEPTED");
    }

    @Test
    void a_revocation_names_the_hash_so_that_the_key_is_refused_everywhere() {
        assertThat(Outcome.event(revokeKey(after(created(KEY)), KEY, SESSION)))
                .isEqualTo(new ApiKeyRevoked(ACCOUNT, KEY, "hash of " + KEY, NOON));
    }

    @Test
    void a_key_cannot_revoke_itself() {
        assertThat(Outcome.refusal(revokeKey(after(created(KEY)), KEY, KEY))).isEqualTo(Refusal.SELF_REVOKE);
    }

    @Test
    void a_key_revokes_another() {
        assertThat(Outcome.of(revokeKey(after(created(KEY), created(OTHER_KEY)), KEY, OTHER_KEY))).isEqualTo("ACCEPTED");
    }

    @Test
    void a_key_that_does_not_exist_is_not_found() {
        assertThat(Outcome.refusal(revokeKey(after(created(KEY)), OTHER_KEY, OTHER_KEY))).isEqualTo(Refusal.NOT_FOUND);
    }

    @Test
    void a_key_is_revoked_once() {
        var state = after(created(KEY), new ApiKeyRevoked(ACCOUNT, KEY, "hash", NOON));
        assertThat(Outcome.refusal(revokeKey(state, KEY, SESSION))).isEqualTo(Refusal.NOT_FOUND);
    }

    @Test
    void an_agent_takes_its_slug() {
        assertThat(Outcome.event(admit(after(), "bot", 1))).isEqualTo(new SlugTaken(ACCOUNT, new UUID(2, 9), "bot", NOON));
    }

    @ParameterizedTest
    @CsvSource({
        "bot, 1, AGENT_ID_TAKEN", "bot, 2, AGENT_ID_TAKEN", "Bot, 1, PLAN_LIMIT_REACHED", "Bot, 2, ACCEPTED", "Bot, , ACCEPTED"
    })
    void slugs_differ_in_case_and_so_many_agents_exist_as_the_plan_allows(String slug, @Nullable Integer limit, String outcome) {
        var state = after(new SlugTaken(ACCOUNT, new UUID(2, 1), "bot", NOON));
        assertThat(Outcome.of(admit(state, slug, limit))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"bot, 1, ACCEPTED", "Bot, 1, ACCEPTED", "other, 1, ACCEPTED", "bot, 0, PLAN_LIMIT_REACHED"})
    void a_freed_slug_can_be_taken_again_and_does_not_count(String slug, int limit, String outcome) {
        var state = after(new SlugTaken(ACCOUNT, new UUID(2, 1), "bot", NOON), new SlugFreed(ACCOUNT, new UUID(2, 1), "bot", NOON));
        assertThat(Outcome.of(admit(state, slug, limit))).isEqualTo(outcome);
    }

    @Test
    void a_freed_slug_leaves_those_of_other_agents() {
        var state = after(new SlugTaken(ACCOUNT, new UUID(2, 1), "bot", NOON), new SlugTaken(ACCOUNT, new UUID(2, 2), "Bot", NOON),
                new SlugFreed(ACCOUNT, new UUID(2, 1), "bot", NOON));
        assertThat(state.slugs()).containsOnlyKeys("Bot");
    }

    @Test
    void active_connections_count_once_each() {
        var one = new UUID(9, 1);
        var other = new UUID(9, 2);
        assertThat(after(new ConnectionGained(ACCOUNT, one, NOON), new ConnectionGained(ACCOUNT, other, NOON),
                new ConnectionLost(ACCOUNT, one, NOON), new ConnectionGained(ACCOUNT, other, NOON)).connections())
                        .containsExactly(other);
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 1", "2, 0", "3599, 0"})
    void invites_count_from_a_moment_on(long seconds, long count) {
        var state = after(new InviteSent(ACCOUNT, new UUID(9, 1), NOON.plusSeconds(1)),
                new InviteSent(ACCOUNT, new UUID(9, 2), NOON.plusSeconds(2)));
        assertThat(state.invitesAfter(NOON.plusSeconds(seconds))).isEqualTo(count);
    }

    @Test
    void an_invite_is_forgotten_when_the_next_one_comes_an_hour_later() {
        var state = after(new InviteSent(ACCOUNT, new UUID(9, 1), NOON),
                new InviteSent(ACCOUNT, new UUID(9, 2), NOON.plusSeconds(3600)));
        assertThat(state.invites()).containsExactly(NOON.plusSeconds(3600));
    }

    @Test
    void what_happens_to_an_account_that_was_never_opened_changes_nothing() {
        assertThat(Account.UNOPENED.evolve(new PlanChanged(ACCOUNT, "team", NOON))).isEqualTo(Account.UNOPENED);
    }
}
