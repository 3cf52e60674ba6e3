package dev.agentpairing.queryside.blocks;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.connection.BlockEvent.AccountBlocked;
import dev.agentpairing.messages.connection.BlockEvent.AccountUnblocked;

/** @param unblockedAt null while it stands */
record BlockRow(UUID blockId, UUID blockerId, UUID blockedId, Instant blockedAt, @Nullable Instant unblockedAt) {

    static BlockRow of(AccountBlocked event) {
        return new BlockRow(event.blockId(), event.blockerId(), event.blockedId(), event.at(), null);
    }

    BlockRow after(AccountUnblocked event) {
        return new BlockRow(blockId, blockerId, blockedId, blockedAt, event.at());
    }
}
