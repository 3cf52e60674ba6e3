package dev.agentpairing.queryside.blocks;

import java.util.UUID;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;

import dev.agentpairing.messages.connection.BlockEvent;
import dev.agentpairing.messages.connection.BlockEvent.AccountBlocked;
import dev.agentpairing.messages.connection.BlockEvent.AccountUnblocked;
import dev.agentpairing.queryside.rows.Claim;
import dev.agentpairing.queryside.rows.Rows;
import dev.agentpairing.queryside.rows.ViewsDatabase;

@ProcessingGroup("views")
final class BlocksProjection {

    private final Rows<UUID, BlockRow> blocks;

    BlocksProjection(ViewsDatabase database, Claim claim) {
        this.blocks = new Rows<>(new BlocksTable(database), claim);
    }

    @EventHandler
    void on(BlockEvent event, @SequenceNumber long sequence) {
        var id = event.blockId();
        switch (event) {
            case AccountBlocked blocked -> blocks.create(id, sequence, BlockRow.of(blocked));
            case AccountUnblocked unblocked -> blocks.change(id, sequence, row -> row.after(unblocked));
        }
    }

    @ResetHandler
    void empty() {
        blocks.empty();
    }
}
