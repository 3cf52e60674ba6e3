package dev.agentpairing.commandside.axon;

import java.util.Map;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/** Marks every event with the node that wrote it. A node has a new name after each start. */
record NodeName(String name) implements CorrelationDataProvider {

    private static final String NODE = "node";

    @Override
    public Map<String, ?> correlationDataFor(Message<?> message) {
        return Map.of(NODE, name);
    }

    boolean wrote(EventMessage<?> event) {
        return name.equals(event.getMetaData().get(NODE));
    }
}
