package dev.agentpairing.gateway.pairing;

import java.util.UUID;

import dev.agentpairing.messages.pairing.ETag;
import dev.agentpairing.messages.pairing.ETag.Shown;
import dev.agentpairing.messages.pairing.PairingQuery.Item;
import dev.agentpairing.messages.pairing.PairingQuery.Page;
import dev.agentpairing.messages.pairing.PairingQuery.Side;

/** The entity tags of a single pairing and of a list, each as one account sees it. */
final class PairingTags {

    private PairingTags() {}

    static String of(UUID viewer, Item item) {
        return ETag.of(text(viewer, item));
    }

    /** @param list names the connection and the filter */
    static String of(UUID viewer, String list, Page page) {
        var text = new StringBuilder(list).append(' ').append(page.more());
        for (var item : page.items()) {
            text.append(' ').append(item.pairingId()).append(text(viewer, item));
        }
        return ETag.of(text.toString());
    }

    private static String text(UUID viewer, Item item) {
        return ETag.text(item.proposedBy().equals(viewer), item.version(), shown(item.agentA()), shown(item.agentB()));
    }

    private static Shown shown(Side agent) {
        return new Shown(agent.name(), agent.keyVersion());
    }
}
