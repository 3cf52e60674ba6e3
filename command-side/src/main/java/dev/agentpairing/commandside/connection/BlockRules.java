package dev.agentpairing.commandside.connection;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.Decision;
import dev.agentpairing.commandside.connection.Connection.Active;
import dev.agentpairing.commandside.connection.Connection.Revoked;
import dev.agentpairing.commandside.connection.ConnectionRules.Caller;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.connection.BlockEvent;
import dev.agentpairing.messages.connection.BlockEvent.AccountBlocked;
import dev.agentpairing.messages.connection.BlockEvent.AccountUnblocked;
import dev.agentpairing.messages.connection.ConnectionCommand.BlockAccount;
import dev.agentpairing.messages.connection.ConnectionCommand.UnblockAccount;

/** How an account keeps another one away, and lets it come again (contract, section 3). */
public final class BlockRules {

    private BlockRules() {}

    /**
     * Nothing happens when the other account is blocked already. A connection that is over still tells who the other one was, and so
     * does an invite to whoever received it.
     *
     * @param through the connection by which the caller knows the other account
     * @param link what stands between the two
     */
    public static Decision<BlockEvent> block(Connection through, Link link, BlockAccount command, Caller caller) {
        if (!ConnectionRules.isParty(through, caller)) {
            return Decision.refuse(Refusal.NOT_FOUND);
        }
        var other = other(through, caller.accountId());
        if (other == null) {
            return Decision.refuse(Refusal.CONNECTION_NOT_ACTIVE);
        }
        return link.blocks().containsKey(caller.accountId()) ? Decision.accept(List.of())
                : Decision.accept(new AccountBlocked(
                        command.blockId(), through.parties().linkId(), caller.accountId(), other, command.at()));
    }

    /** Null for the inviter of what was never accepted: it must not learn whether anybody has the address. */
    private static @Nullable UUID other(Connection state, UUID account) {
        if (!state.parties().inviter().equals(account)) {
            return state.parties().inviter();
        }
        return switch (state) {
            case Active active -> active.accepter();
            case Revoked revoked -> revoked.accepter();
            default -> null;
        };
    }

    public static Decision<BlockEvent> unblock(Block state, UnblockAccount command) {
        return state instanceof Block.Standing block && block.blocker().equals(command.accountId())
                ? Decision.accept(new AccountUnblocked(block.blockId(), notBefore(command.at(), block.since())))
                : Decision.refuse(Refusal.NOT_FOUND);
    }

    /** Clocks of nodes differ; time within one stream never runs backwards. */
    private static Instant notBefore(Instant at, Instant last) {
        return at.isBefore(last) ? last : at;
    }
}
