package dev.agentpairing.queryside.connections;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.messages.account.PersonalCommand.ForgetPerson;
import dev.agentpairing.messages.account.PersonalCommand.KeepInvite;
import dev.agentpairing.messages.account.PersonalCommand.KeepPerson;
import dev.agentpairing.messages.connection.ConnectionEvent.AccountInvited;
import dev.agentpairing.messages.connection.ConnectionEvent.ConnectionRevoked;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteAccepted;
import dev.agentpairing.messages.connection.ConnectionEvent.InviteRejected;
import dev.agentpairing.messages.connection.ConnectionEvent.PairOpened;
import dev.agentpairing.messages.connection.ConnectionQuery.GetConnection;
import dev.agentpairing.messages.connection.ConnectionQuery.Item;
import dev.agentpairing.messages.connection.ConnectionQuery.Items;
import dev.agentpairing.messages.connection.ConnectionQuery.ListConnections;
import dev.agentpairing.messages.connection.ConnectionQuery.Other;
import dev.agentpairing.messages.connection.ConnectionStatus;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(Dialect.class)
class ConnectionsViewTest {

    private final RunningQuerySide side;
    private final World world = new World();
    private final UUID connection = world.connection;

    ConnectionsViewTest(Dialect dialect) {
        this.side = RunningQuerySide.shared(dialect);
    }

    @BeforeEach
    void alice_invites_bob() {
        side.keep(new KeepPerson(world.alice, world.aliceAddress.value(), "Alice", "hash"));
        side.keep(new KeepPerson(world.bob, world.bobAddress.value(), "Bob", "hash"));
        side.keep(new KeepInvite(connection, world.bobAddress.value(), "Hello"));
        side.given(world.opened(world.alice, world.aliceAddress), world.opened(world.bob, world.bobAddress),
                invited(connection, 0));
    }

    @Test
    void the_inviter_of_a_waiting_invite_does_not_learn_who_has_an_account() {
        assertThat(get(world.alice)).isEqualTo(new Item(connection, null, ConnectionStatus.PENDING, world.alice,
                world.bobAddress.value(), "Hello", NOW, null, null));
    }

    @Test
    void the_owner_of_the_invited_address_sees_who_invites() {
        var item = get(world.bob);

        assertThat(item).isNotNull();
        assertThat(item.other()).isEqualTo(new Other(world.alice, "Alice", world.aliceAddress.value()));
        assertThat(list(world.bob)).containsExactly(item);
    }

    @Test
    void both_sides_see_each_other_once_the_invite_is_accepted() {
        side.given(new InviteAccepted(connection, world.bob, NOW.plusSeconds(1)));

        assertThat(list(world.alice)).singleElement().extracting(Item::status, Item::acceptedAt, Item::other)
                .containsExactly(ConnectionStatus.ACTIVE, NOW.plusSeconds(1),
                        new Other(world.bob, "Bob", world.bobAddress.value()));
        assertThat(list(world.bob)).singleElement().extracting(Item::status, Item::other)
                .containsExactly(ConnectionStatus.ACTIVE, new Other(world.alice, "Alice", world.aliceAddress.value()));
    }

    @Test
    void a_rejected_invite_is_gone_for_both() {
        side.given(new InviteRejected(connection, world.bob, NOW));

        assertThat(get(world.alice)).isNull();
        assertThat(get(world.bob)).isNull();
        assertThat(list(world.alice)).isEmpty();
        assertThat(list(world.bob)).isEmpty();
    }

    @Test
    void a_revoked_connection_stays_for_both() {
        side.given(new InviteAccepted(connection, world.bob, NOW), new PairOpened(connection, connection, connection,
                connection, NOW),
                new ConnectionRevoked(connection, world.bob, NOW.plusSeconds(2)));

        assertThat(get(world.alice)).extracting(Item::status, Item::revokedAt)
                .containsExactly(ConnectionStatus.REVOKED, NOW.plusSeconds(2));
        assertThat(list(world.bob)).singleElement().extracting(Item::acceptedAt).isEqualTo(NOW);
    }

    @Test
    void an_invite_that_was_cancelled_stays_for_both_and_the_inviter_still_learns_nothing() {
        side.given(new ConnectionRevoked(connection, world.alice, NOW.plusNanos(1000)));

        assertThat(list(world.alice)).singleElement().extracting(Item::status, Item::acceptedAt, Item::other)
                .containsExactly(ConnectionStatus.REVOKED, null, null);
        assertThat(get(world.bob)).extracting(Item::status, Item::acceptedAt).containsExactly(ConnectionStatus.REVOKED, null);
        assertThat(list(world.bob)).containsExactly(get(world.bob));
    }

    @Test
    void an_invite_to_an_address_without_an_account_appears_when_somebody_signs_up_with_it() {
        var carol = new World();
        side.given(new AccountInvited(carol.connection, world.alice, world.aliceAddress.id(), carol.aliceAddress.id(), NOW));
        assertThat(list(carol.alice)).isEmpty();

        side.given(carol.opened(carol.alice, carol.aliceAddress));

        assertThat(list(carol.alice)).extracting(Item::connectionId).containsExactly(carol.connection);
    }

    @Test
    void an_invite_that_was_cancelled_by_then_does_not() {
        var carol = new World();
        side.given(new AccountInvited(carol.connection, world.alice, world.aliceAddress.id(), carol.aliceAddress.id(), NOW),
                new ConnectionRevoked(carol.connection, world.alice, NOW));

        side.given(carol.opened(carol.alice, carol.aliceAddress));

        assertThat(list(carol.alice)).isEmpty();
        assertThat(side.ask(new GetConnection(carol.alice, carol.connection), Item.class)).isNull();
        assertThat(side.ask(new GetConnection(world.alice, carol.connection), Item.class)).isNotNull();
    }

    @Test
    void the_newest_comes_first() {
        var newer = UUID.randomUUID();
        var oldest = UUID.randomUUID();
        side.given(invited(newer, 1), invited(oldest, -1));

        assertThat(list(world.alice)).extracting(Item::connectionId).containsExactly(newer, connection, oldest);
    }

    @Test
    void strangers_see_nothing() {
        assertThat(get(UUID.randomUUID())).isNull();
        assertThat(list(UUID.randomUUID())).isEmpty();
    }

    @Test
    void a_person_whose_data_is_erased_leaves_an_account_without_a_name() {
        side.keep(new ForgetPerson(world.alice));

        assertThat(get(world.bob)).extracting(Item::other).isEqualTo(new Other(world.alice, "", ""));
    }

    private AccountInvited invited(UUID id, int seconds) {
        return new AccountInvited(id, world.alice, world.aliceAddress.id(), world.bobAddress.id(), NOW.plusSeconds(seconds));
    }

    private @Nullable Item get(UUID viewer) {
        return side.ask(new GetConnection(viewer, connection), Item.class);
    }

    private List<Item> list(UUID viewer) {
        var items = side.ask(new ListConnections(viewer), Items.class);
        assertThat(items).isNotNull();
        return items.items();
    }
}
