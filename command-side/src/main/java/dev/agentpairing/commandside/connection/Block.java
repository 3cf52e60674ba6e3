package dev.agentpairing.commandside.connection;

import java.time.Instant;
import java.util.UUID;

import dev.agentpairing.messages.connection.BlockEvent;
import dev.agentpairing.messages.connection.BlockEvent.AccountBlocked;
import dev.agentpairing.messages.connection.BlockEvent.AccountUnblocked;

/** The state of one block: who keeps whom away (contract, section 3). What may happen to it: {@link BlockRules}. */
public sealed interface Block {

    Block NONE = new None();

    record None() implements Block {}

    record Standing(UUID blockId, UUID linkId, UUID blocker, UUID blocked, Instant since) implements Block {}

    record Lifted() implements Block {}

    default Block evolve(BlockEvent event) {
        return switch (event) {
            case AccountBlocked e -> new Standing(e.blockId(), e.linkId(), e.blockerId(), e.blockedId(), e.at());
            case AccountUnblocked _ -> new Lifted();
        };
    }
}
