package dev.agentpairing.queryside.pairings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.agentpairing.messages.pairing.PairingQuery.Item;
import dev.agentpairing.messages.pairing.PairingQuery.Side;
import dev.agentpairing.queryside.pairings.PairingRows.Seen;

/**
 * Pairings with both agents, as one account sees them: the perspective rule of the contract's section 2. Many pairings have few agents
 * between them, so those are read once each and not with every pairing; as they are now, from memory.
 */
record PairingItems(PairingRows rows, PairingsInMemory memory) {

    /** @see PairingRows#pairings */
    List<Item> find(UUID viewer, @Nullable Instant asOf, String from, Object... parameters) {
        if (asOf == null) {
            memory.look();
            return items(viewer, rows.pairings(null, from, parameters));
        }
        var pairings = rows.pairings(asOf, from, parameters);
        return items(viewer, pairings, rows.agents(asOf, agentsOf(pairings)));
    }

    /** As they are now. */
    List<Item> items(UUID viewer, List<Seen<PairingRow>> pairings) {
        return items(viewer, pairings, memory.agents(agentsOf(pairings)));
    }

    private static List<Item> items(UUID viewer, List<Seen<PairingRow>> pairings, Map<UUID, AgentRow> agents) {
        var items = new ArrayList<Item>(pairings.size());
        for (var pairing : pairings) {
            if (pairing.row().isParty(viewer)) {
                items.add(item(viewer, pairing, agents));
            }
        }
        return items;
    }

    private static Set<UUID> agentsOf(List<Seen<PairingRow>> pairings) {
        var agents = new HashSet<UUID>();
        for (var pairing : pairings) {
            agents.add(pairing.row().agents().a());
            agents.add(pairing.row().agents().b());
        }
        return agents;
    }

    private static Item item(UUID viewer, Seen<PairingRow> pairing, Map<UUID, AgentRow> agents) {
        var p = pairing.row();
        var a = agents.get(p.agents().a());
        var b = agents.get(p.agents().b());
        return new Item(p.pairingId(), side(a), side(b), p.status(), p.permissionOf(viewer), p.permission(),
                p.proposerId(), p.createdAt(), p.expiresAt(), p.confirmedAt(), p.revokedAt(), p.reason(), p.revokedBy(), p.awaitingId(),
                pairing.version());
    }

    private static Side side(AgentRow row) {
        return new Side(row.agentId(), row.slug(), row.name(), row.accountId(), row.publicKey(), row.keyVersion());
    }
}
