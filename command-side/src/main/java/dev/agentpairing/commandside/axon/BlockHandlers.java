package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.UUID;

import org.axonframework.commandhandling.CommandHandler;

import dev.agentpairing.commandside.connection.Block;
import dev.agentpairing.commandside.connection.BlockRules;
import dev.agentpairing.commandside.connection.Connection;
import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.connection.ConnectionCommand.BlockAccount;
import dev.agentpairing.messages.connection.ConnectionCommand.Blocked;
import dev.agentpairing.messages.connection.ConnectionCommand.UnblockAccount;
import dev.agentpairing.messages.connection.LinkEvent.LinkBlocked;
import dev.agentpairing.messages.connection.LinkEvent.LinkUnblocked;
import dev.agentpairing.messages.pairing.RevocationReason;

/**
 * Blocks: one has a stream of its own, by which it is lifted, and stands on the link, which an invite writes too: of an invite and a
 * block at once, on any nodes, the later one sees the earlier.
 */
final class BlockHandlers {

    private final AllStreams streams;
    private final ConnectionEnds ends;
    private final AggregateCache memory;

    BlockHandlers(AllStreams streams, AggregateCache memory) {
        this.streams = streams;
        this.ends = new ConnectionEnds(streams);
        this.memory = memory;
    }

    @CommandHandler
    Blocked handle(BlockAccount command) {
        var caller = AllStreams.caller(streams.account(command.accountId()));
        var through = streams.connections().find(command.connectionId()).state();
        if (through instanceof Connection.None) {
            throw Refusals.because(Refusal.NOT_FOUND);
        }
        var linkId = through.parties().linkId();
        memory.forget("Link", linkId); // "blocked already" is answered without an append, which would meet what other nodes have changed
        var link = streams.links().find(linkId);
        streams.blocks().find(command.blockId()).record(BlockRules.block(through, link.state(), command, caller));
        var already = link.state().blocks().get(command.accountId());
        if (already != null) {
            return new Blocked(already, standing(already).blocked(), 0);
        }
        link.record(List.of(new LinkBlocked(linkId, command.blockId(), command.accountId(), command.at())));
        var between = link.state().connectionId();
        int ended = between == null ? 0 : ends.end(between, caller, RevocationReason.ACCOUNT_BLOCKED, command.at());
        return new Blocked(command.blockId(), standing(command.blockId()).blocked(), ended);
    }

    @CommandHandler
    UUID handle(UnblockAccount command) {
        var block = streams.blocks().find(command.blockId());
        var before = block.state();
        block.record(BlockRules.unblock(before, command));
        var lifted = (Block.Standing) before;
        streams.links().find(lifted.linkId()).record(List.of(
                new LinkUnblocked(lifted.linkId(), command.blockId(), command.accountId(), command.at())));
        return lifted.blocked();
    }

    private Block.Standing standing(UUID blockId) {
        return (Block.Standing) streams.blocks().find(blockId).state();
    }
}
