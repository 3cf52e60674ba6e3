package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.UUID;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

import dev.agentpairing.commandside.agent.Agent;
import dev.agentpairing.messages.agent.AgentEvent;

/** Axon's view of {@link Agent}. */
@AggregateRoot(type = "Agent")
@Revision("1")
final class AgentAggregate extends EventSourced<Agent, AgentEvent> {

    @AggregateIdentifier
    private @Nullable UUID agentId;

    AgentAggregate() {
        super(Agent.UNREGISTERED);
    }

    AgentAggregate(List<AgentEvent> events) {
        this();
        record(events);
    }

    @EventSourcingHandler
    void on(AgentEvent event) {
        agentId = event.agentId();
        become(state().evolve(event));
    }
}
