package dev.agentpairing.queryside.agents;

import java.util.UUID;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;

import dev.agentpairing.messages.agent.AgentEvent;
import dev.agentpairing.messages.agent.AgentEvent.AgentConnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentDeleted;
import dev.agentpairing.messages.agent.AgentEvent.AgentDisconnected;
import dev.agentpairing.messages.agent.AgentEvent.AgentRegistered;
import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.agent.AgentEvent.KeyRotated;
import dev.agentpairing.messages.agent.AgentEvent.SigningKeyGiven;
import dev.agentpairing.queryside.deadletters.DeadLetters;
import dev.agentpairing.queryside.rows.Claim;
import dev.agentpairing.queryside.rows.Rows;
import dev.agentpairing.queryside.rows.ViewsDatabase;

@ProcessingGroup("views")
final class AgentsProjection {

    private final Rows<UUID, AgentRow> agents;

    AgentsProjection(ViewsDatabase database, Claim claim, DeadLetters letters) {
        var gate = letters.of(AgentsProjection.class);
        this.agents = new Rows<>(new AgentsTable(database), claim, gate);
    }

    @EventHandler
    void on(AgentEvent event, DomainEventMessage<?> message) {
        var id = event.agentId();
        switch (event) {
            case AgentRegistered registered -> agents.create(id, message, AgentRow.of(registered));
            case SigningKeyGiven given -> agents.change(id, message, row -> row.after(given));
            case AgentConnected connected -> agents.change(id, message, row -> row.after(connected));
            case AgentUpdated updated -> agents.change(id, message, row -> row.after(updated));
            case KeyRotated rotated -> agents.change(id, message, row -> row.after(rotated));
            case AgentDisconnected _ -> agents.change(id, message, row -> row.out(AgentRow.State.DISCONNECTED));
            case AgentDeleted _ -> agents.change(id, message, row -> row.out(AgentRow.State.DELETED));
        }
    }

    @ResetHandler
    void empty() {
        agents.empty();
    }
}
