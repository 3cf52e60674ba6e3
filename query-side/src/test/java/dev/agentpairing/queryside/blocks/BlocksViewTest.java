package dev.agentpairing.queryside.blocks;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.messages.account.PersonalCommand.ForgetPerson;
import dev.agentpairing.messages.account.PersonalCommand.KeepPerson;
import dev.agentpairing.messages.connection.BlockEvent.AccountBlocked;
import dev.agentpairing.messages.connection.BlockEvent.AccountUnblocked;
import dev.agentpairing.messages.connection.ConnectionQuery.BlockedAccount;
import dev.agentpairing.messages.connection.ConnectionQuery.BlockedAccounts;
import dev.agentpairing.messages.connection.ConnectionQuery.ListBlocked;
import dev.agentpairing.messages.connection.ConnectionQuery.Other;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(Dialect.class)
class BlocksViewTest {

    private final RunningQuerySide side;
    private final World world = new World();
    private final UUID block = UUID.randomUUID();

    BlocksViewTest(Dialect dialect) {
        this.side = RunningQuerySide.shared(dialect);
    }

    @BeforeEach
    void alice_blocks_bob() {
        side.keep(new KeepPerson(world.bob, world.bobAddress.value(), "Bob", "hash"));
        side.given(blocked(block, 0));
    }

    @Test
    void whoever_blocks_sees_whom_and_since_when() {
        assertThat(list(world.alice)).containsExactly(
                new BlockedAccount(block, new Other(world.bob, "Bob", world.bobAddress.value()), NOW));
    }

    @Test
    void nobody_sees_by_whom_it_is_blocked() {
        assertThat(list(world.bob)).isEmpty();
    }

    @Test
    void a_lifted_block_is_gone() {
        side.given(new AccountUnblocked(block, NOW.plusSeconds(1)));

        assertThat(list(world.alice)).isEmpty();
    }

    @Test
    void the_latest_comes_first() {
        var later = UUID.randomUUID();
        var earliest = UUID.randomUUID();
        side.given(blocked(later, 1), blocked(earliest, -1));

        assertThat(list(world.alice)).extracting(BlockedAccount::blockId).containsExactly(later, block, earliest);
    }

    @Test
    void a_person_whose_data_is_erased_leaves_an_account_without_a_name() {
        side.keep(new ForgetPerson(world.bob));

        assertThat(list(world.alice)).extracting(BlockedAccount::account).containsExactly(new Other(world.bob, "", ""));
    }

    private AccountBlocked blocked(UUID id, int seconds) {
        return new AccountBlocked(id, UUID.randomUUID(), world.alice, world.bob, NOW.plusSeconds(seconds));
    }

    private List<BlockedAccount> list(UUID viewer) {
        var answer = side.ask(new ListBlocked(viewer), BlockedAccounts.class);
        assertThat(answer).isNotNull();
        return answer.accounts();
    }
}
