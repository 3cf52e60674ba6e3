package dev.agentpairing.commandside.storage;

import org.axonframework.common.IdentifierFactory;

import dev.agentpairing.messages.Uuid7;

/** Ids of events and of all other messages. Axon's own draws three for each query from a generator that all threads queue for. */
public final class MessageIds extends IdentifierFactory {

    @Override
    public String generateIdentifier() {
        return Uuid7.next().toString();
    }
}
