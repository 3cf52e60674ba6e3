package dev.agentpairing.gateway.benchmark;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import dev.agentpairing.gateway.benchmark.World.Link;
import dev.agentpairing.gateway.benchmark.World.Pair;

/**
 * One pairing of the past, proposed by the inviter of its connection.
 *
 * @param ends whether the proposer revokes it
 */
record Life(UUID id, Link link, Pair agents, boolean ends) {

    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = 1L << 63;

    /** @param number of the pair of agents among those of the connection */
    static Life of(Link link, int number, boolean ends) {
        var random = ThreadLocalRandom.current();
        var id = new UUID(random.nextLong() & ~0xF000L | VERSION_4, random.nextLong() >>> 2 | VARIANT);
        return new Life(id, link, link.pair(number), ends);
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
