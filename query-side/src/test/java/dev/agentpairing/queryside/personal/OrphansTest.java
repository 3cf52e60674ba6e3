package dev.agentpairing.queryside.personal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.messages.account.PersonalCommand.KeepInvite;
import dev.agentpairing.messages.account.PersonalCommand.KeepPerson;
import dev.agentpairing.messages.connection.ConnectionEvent.AccountInvited;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;

/** Alice signed up and invited Bob; nothing came of his own sign-up and invite. */
@ParameterizedClass
@EnumSource(Dialect.class)
class OrphansTest {

    private final RunningQuerySide side;
    private final World world = new World();
    private final UUID orphan = UUID.randomUUID();
    private final Instant soon = Instant.now().plusSeconds(60);

    OrphansTest(Dialect dialect) {
        this.side = RunningQuerySide.shared(dialect);
    }

    @BeforeEach
    void some_of_what_is_kept_has_events() {
        side.keep(new KeepPerson(world.alice, world.aliceAddress.value(), "Alice", "hash"));
        side.keep(new KeepPerson(world.bob, world.bobAddress.value(), "Bob", "hash"));
        side.keep(new KeepInvite(world.connection, world.bobAddress.value(), "Hello"));
        side.keep(new KeepInvite(orphan, world.aliceAddress.value(), "Hello"));
        side.given(world.opened(world.alice, world.aliceAddress),
                new AccountInvited(world.connection, world.alice, world.aliceAddress.id(), world.bobAddress.id(), NOW));
    }

    @Test
    void what_no_event_refers_to_is_erased_and_all_else_stays() {
        orphans().sweep(soon);

        assertThat(records().persons(List.of(world.alice, world.bob))).containsOnlyKeys(world.alice);
        assertThat(records().invites(List.of(world.connection, orphan))).containsOnlyKeys(world.connection);
    }

    @Test
    void what_was_kept_lately_is_left_alone() {
        orphans().sweep(Instant.now().minusSeconds(60));

        assertThat(records().persons(List.of(world.bob))).hasSize(1);
        assertThat(records().invites(List.of(orphan))).hasSize(1);
    }

    @Test
    void what_is_kept_again_is_waited_for_anew() {
        orphans().sweep(soon);
        side.keep(new KeepPerson(world.bob, world.bobAddress.value(), "Bob", "hash"));
        orphans().sweep(Instant.now().minusSeconds(60));

        assertThat(records().persons(List.of(world.bob))).hasSize(1);
    }

    private Orphans orphans() {
        return side.bean(Orphans.class);
    }

    private PersonalRecords records() {
        return side.bean(PersonalRecords.class);
    }
}
