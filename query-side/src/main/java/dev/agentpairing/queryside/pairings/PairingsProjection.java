package dev.agentpairing.queryside.pairings;

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
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingProposed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.PairingEvent.PermissionChanged;
import dev.agentpairing.queryside.deadletters.DeadLetters;
import dev.agentpairing.queryside.rows.Claim;
import dev.agentpairing.queryside.rows.Rows;
import dev.agentpairing.queryside.rows.ViewsDatabase;

@ProcessingGroup("views")
final class PairingsProjection {

    private final PairingsInMemory memory;
    private final Rows<UUID, PairingRow> pairings;
    private final Rows<UUID, AgentRow> agents;

    PairingsProjection(ViewsDatabase database, Claim claim, DeadLetters letters, PairingsInMemory memory) {
        var gate = letters.of(PairingsProjection.class);
        this.memory = memory;
        this.pairings = new Rows<>(new PairingsTable(database), claim, gate, memory::drop);
        this.agents = new Rows<>(new AgentsTable(database), claim, gate, memory::drop);
    }

    @EventHandler
    void on(PairingEvent event, DomainEventMessage<?> message) {
        var id = event.pairingId();
        switch (event) {
            case PairingProposed _ -> pairings.create(id, message, PairingRow.after(null, event));
            case PairingConfirmed _, PermissionChanged _, PairingRevoked _ ->
                pairings.change(id, message, row -> PairingRow.after(row, event));
        }
    }

    @EventHandler
    void on(AgentEvent event, DomainEventMessage<?> message) {
        var id = event.agentId();
        switch (event) {
            case AgentRegistered _ -> agents.create(id, message, AgentRow.after(null, event));
            case SigningKeyGiven _, AgentConnected _, KeyRotated _, AgentUpdated _, AgentDisconnected _, AgentDeleted _ ->
                agents.change(id, message, row -> AgentRow.after(row, event));
        }
    }

    @ResetHandler
    void empty() {
        pairings.empty();
        agents.empty();
        memory.unknown();
    }
}
