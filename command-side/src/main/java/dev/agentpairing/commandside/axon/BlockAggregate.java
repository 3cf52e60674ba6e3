package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.UUID;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.connection.Block;
import dev.agentpairing.messages.connection.BlockEvent;

/** Axon's view of {@link Block}. */
@AggregateRoot(type = "Block")
@Revision("1")
final class BlockAggregate extends EventSourced<Block, BlockEvent> {

    @AggregateIdentifier
    private @Nullable UUID blockId;

    BlockAggregate() {
        super(Block.NONE);
    }

    BlockAggregate(List<BlockEvent> events) {
        this();
        record(events);
    }

    @EventSourcingHandler
    void on(BlockEvent event) {
        blockId = event.blockId();
        become(state().evolve(event));
    }
}
