package dev.agentpairing.queryside.blocks;

import java.util.UUID;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;

import dev.agentpairing.messages.connection.BlockEvent;
import dev.agentpairing.messages.connection.BlockEvent.AccountBlocked;
import dev.agentpairing.messages.connection.BlockEvent.AccountUnblocked;
import dev.agentpairing.queryside.deadletters.DeadLetters;
import dev.agentpairing.queryside.rows.Claim;
import dev.agentpairing.queryside.rows.Rows;
import dev.agentpairing.queryside.rows.ViewsDatabase;

@ProcessingGroup("views")
final class BlocksProjection {

    private final Rows<UUID, BlockRow> blocks;

    BlocksProjection(ViewsDatabase database, Claim claim, DeadLetters letters) {
        var gate = letters.of(BlocksProjection.class);
        this.blocks = new Rows<>(new BlocksTable(database), claim, gate);
    }

    @EventHandler
    void on(BlockEvent event, DomainEventMessage<?> message) {
        var id = event.blockId();
        switch (event) {
            case AccountBlocked blocked -> blocks.create(id, message, BlockRow.of(blocked));
            case AccountUnblocked unblocked -> blocks.change(id, message, row -> row.after(unblocked));
        }
    }

    @ResetHandler
    void empty() {
        blocks.empty();
    }
}
