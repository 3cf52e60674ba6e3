package dev.agentpairing.gateway.benchmark;

import java.util.UUID;

import dev.agentpairing.gateway.benchmark.World.Link;
import dev.agentpairing.gateway.benchmark.World.Pair;
import dev.agentpairing.messages.Uuid7;

/**
 * One pairing of the past, proposed by the inviter of its connection.
 *
 * @param ends whether the proposer revokes it
 */
record Life(UUID id, Link link, Pair agents, boolean ends) {

    /** @param number of the pair of agents among those of the connection */
    static Life of(Link link, int number, boolean ends) {
        return new Life(Uuid7.next(), link, link.pair(number), ends);
    }

    UUID firstAgent() {
        return inOrder() ? agents.mine() : agents.theirs();
    }

    UUID secondAgent() {
        return inOrder() ? agents.theirs() : agents.mine();
    }

    private boolean inOrder() {
        return agents.mine().toString().compareTo(agents.theirs().toString()) < 0;
    }
}
