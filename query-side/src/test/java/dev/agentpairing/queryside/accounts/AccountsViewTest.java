package dev.agentpairing.queryside.accounts;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.messages.account.AccountEvent.ApiKeyCreated;
import dev.agentpairing.messages.account.AccountEvent.ApiKeyRevoked;
import dev.agentpairing.messages.account.AccountEvent.ConnectionGained;
import dev.agentpairing.messages.account.AccountEvent.ConnectionLost;
import dev.agentpairing.messages.account.AccountEvent.InviteSent;
import dev.agentpairing.messages.account.AccountEvent.PlanChanged;
import dev.agentpairing.messages.account.AccountEvent.SlugFreed;
import dev.agentpairing.messages.account.AccountEvent.SlugTaken;
import dev.agentpairing.messages.account.AccountQuery.Account;
import dev.agentpairing.messages.account.AccountQuery.ApiKey;
import dev.agentpairing.messages.account.AccountQuery.ApiKeys;
import dev.agentpairing.messages.account.AccountQuery.Census;
import dev.agentpairing.messages.account.AccountQuery.CountAccounts;
import dev.agentpairing.messages.account.AccountQuery.Credential;
import dev.agentpairing.messages.account.AccountQuery.FindCredential;
import dev.agentpairing.messages.account.AccountQuery.FindLogin;
import dev.agentpairing.messages.account.AccountQuery.FindPersons;
import dev.agentpairing.messages.account.AccountQuery.GetAccount;
import dev.agentpairing.messages.account.AccountQuery.Kind;
import dev.agentpairing.messages.account.AccountQuery.ListApiKeys;
import dev.agentpairing.messages.account.AccountQuery.Login;
import dev.agentpairing.messages.account.AccountQuery.Person;
import dev.agentpairing.messages.account.AccountQuery.Persons;
import dev.agentpairing.messages.account.PersonalCommand.ForgetPerson;
import dev.agentpairing.messages.account.PersonalCommand.KeepPerson;
import dev.agentpairing.messages.account.PersonalCommand.NoteSeen;
import dev.agentpairing.messages.account.Scope;
import dev.agentpairing.messages.account.SessionEvent.SessionClosed;
import dev.agentpairing.messages.account.SessionEvent.SessionOpened;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(Dialect.class)
class AccountsViewTest {

    private final RunningQuerySide side;
    private final World world = new World();
    private final UUID alice = world.alice;
    private final UUID key = UUID.randomUUID();
    private final String hash = "hash of " + key;

    AccountsViewTest(Dialect dialect) {
        this.side = RunningQuerySide.shared(dialect);
    }

    @BeforeEach
    void alice_signs_up() {
        side.keep(new KeepPerson(alice, world.aliceAddress.value(), "Alice", "slow hash"));
        side.given(world.opened(alice, world.aliceAddress));
    }

    @Test
    void an_account_shows_its_person_its_plan_and_what_counts_against_it() {
        side.given(new PlanChanged(alice, "team", NOW), new SlugTaken(alice, UUID.randomUUID(), "a", NOW),
                new SlugTaken(alice, UUID.randomUUID(), "b", NOW), new SlugTaken(alice, key, "c", NOW),
                new SlugFreed(alice, key, "c", NOW), created(key, hash, 0), new InviteSent(alice, key, NOW),
                new ConnectionGained(alice, key, NOW), new ConnectionGained(alice, alice, NOW),
                new ConnectionGained(alice, key, NOW),
                new ConnectionLost(alice, key, NOW));

        assertThat(account()).isEqualTo(new Account(alice, world.aliceAddress.value(), "Alice", "team", NOW, 2, 1, 2));
    }

    @Test
    void signing_in_finds_the_account_by_its_address() {
        assertThat(login()).isEqualTo(new Login(alice, "slow hash"));

        side.keep(new ForgetPerson(alice));

        assertThat(login()).isNull();
        assertThat(side.ask(new FindLogin(UUID.randomUUID()), Login.class)).isNull();
    }

    @Test
    void a_person_kept_again_replaces_the_first() {
        side.keep(new KeepPerson(alice, world.aliceAddress.value(), "Alicia", "other hash"));

        assertThat(account()).extracting(Account::name).isEqualTo("Alicia");
        assertThat(login()).isEqualTo(new Login(alice, "other hash"));
    }

    @Test
    void a_key_is_found_with_its_scopes_until_it_is_revoked() {
        side.given(created(key, hash, 0));
        assertThat(credential(hash)).isEqualTo(
                new Credential(key, alice, Kind.API_KEY, EnumSet.of(Scope.AGENTS, Scope.API_KEYS), null));

        side.given(new ApiKeyRevoked(alice, key, hash, NOW));

        assertThat(credential(hash)).isNull();
        assertThat(keys().keys()).isEmpty();
        assertThat(account()).extracting(Account::apiKeys).isEqualTo(0);
    }

    @Test
    void a_session_may_everything_until_it_is_closed() {
        var session = UUID.randomUUID();
        var secret = "hash of " + session;
        side.given(new SessionOpened(session, alice, secret, NOW.plusSeconds(9), NOW));
        assertThat(credential(secret))
                .isEqualTo(new Credential(session, alice, Kind.SESSION, EnumSet.allOf(Scope.class), NOW.plusSeconds(9)));
        assertThat(keys().keys()).isEmpty();

        side.given(new SessionClosed(session, secret, NOW));

        assertThat(credential(secret)).isNull();
    }

    @Test
    void keys_are_listed_oldest_first_with_their_latest_use() {
        var older = UUID.randomUUID();
        side.given(created(key, hash, 0), created(older, "hash of " + older, -1));
        side.keep(new NoteSeen(key, NOW.plusSeconds(20)));
        side.keep(new NoteSeen(key, NOW.plusSeconds(10)));

        assertThat(keys().keys()).extracting(ApiKey::keyId).containsExactly(older, key);
        assertThat(keys().keys()).extracting(ApiKey::lastUsedAt).containsExactly(null, NOW.plusSeconds(20));
    }

    @Test
    void persons_are_found_by_their_accounts_until_they_are_erased() {
        side.keep(new KeepPerson(world.bob, world.bobAddress.value(), "Bob", "slow hash"));
        assertThat(persons()).containsExactlyInAnyOrder(new Person(alice, "Alice", world.aliceAddress.value()),
                new Person(world.bob, "Bob", world.bobAddress.value()));

        side.keep(new ForgetPerson(world.bob));

        assertThat(persons()).extracting(Person::accountId).containsExactly(alice);
        assertThat(side.ask(new FindPersons(Set.of()), Persons.class)).isEqualTo(new Persons(List.of()));
    }

    @Test
    void the_census_counts_accounts_and_knows_its_own() {
        var before = census(alice);
        side.given(world.opened(world.bob, world.bobAddress));

        assertThat(before.present()).isTrue();
        assertThat(census(UUID.randomUUID())).isEqualTo(new Census(before.accounts() + 1, false));
    }

    private ApiKeyCreated created(UUID id, String secret, int seconds) {
        return new ApiKeyCreated(alice, id, "key", Set.of(Scope.API_KEYS, Scope.AGENTS), secret, "agd_live_ab",
                NOW.plusSeconds(seconds));
    }

    private @Nullable Account account() {
        return side.ask(new GetAccount(alice), Account.class);
    }

    private @Nullable Login login() {
        return side.ask(new FindLogin(world.aliceAddress.id()), Login.class);
    }

    private @Nullable Credential credential(String secret) {
        return side.ask(new FindCredential(secret), Credential.class);
    }

    private ApiKeys keys() {
        var keys = side.ask(new ListApiKeys(alice), ApiKeys.class);
        assertThat(keys).isNotNull();
        return keys;
    }

    private List<Person> persons() {
        var persons = side.ask(new FindPersons(Set.of(alice, world.bob, UUID.randomUUID())), Persons.class);
        assertThat(persons).isNotNull();
        return persons.persons();
    }

    private Census census(UUID account) {
        var census = side.ask(new CountAccounts(account), Census.class);
        assertThat(census).isNotNull();
        return census;
    }
}
