package dev.agentpairing.commandside.axon;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;

import dev.agentpairing.messages.agent.AgentCommand.DeleteAgent;
import dev.agentpairing.messages.agent.AgentCommand.DisconnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.Keys;
import dev.agentpairing.messages.agent.AgentCommand.Profile;
import dev.agentpairing.messages.agent.AgentCommand.RegisterAgent;
import dev.agentpairing.messages.agent.AgentCommand.RotateKey;
import dev.agentpairing.messages.pairing.PairingCommand.ConfirmPairing;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.RevocationReason;

import static org.assertj.core.api.Assertions.assertThat;

/** What an agent takes with it when it goes, and what it leaves, on a real H2 file. */
class AgentCommandsTest {

    private final Node node = Node.shared();

    @Test
    void a_disconnected_agent_has_no_open_pairing() {
        var ground = node.ground("team");
        var proposal = ground.proposal();
        node.act(proposal);
        node.act(new DisconnectAgent(ground.accepter().agent(), ground.accepter().account(), Node.now()));
        assertThat(node.outcome(new ConfirmPairing(proposal.pairingId(), ground.accepter().account(), null, Node.now())))
                .isEqualTo("INVALID_STATUS");
        assertThat(node.outcome(ground.proposal())).isEqualTo("TARGET_NOT_CONNECTED");
    }

    @Test
    void a_deleted_agent_is_gone_with_its_open_pairings_in_one_append() {
        var ground = node.ground("team");
        var agent = ground.accepter().agent();
        var proposal = ground.proposal();
        node.act(proposal);
        node.act(new ConfirmPairing(proposal.pairingId(), ground.accepter().account(), null, Node.now()));
        node.act(new DeleteAgent(agent, ground.accepter().account(), Node.now()));
        var stored = Stream.of(agent, proposal.pairingId(), ground.connection(), ground.accepter().account())
                .map(stream -> node.bean(EventStore.class).readEvents(stream.toString()).asStream()
                        .reduce((_, last) -> last).orElseThrow()).toList();
        assertThat(stored).extracting(event -> event.getPayload().getClass().getSimpleName())
                .containsExactly("AgentDeleted", "PairingRevoked", "PairClosed", "SlugFreed");
        assertThat(stored).extracting(event -> event.getMetaData().get("correlationId")).containsOnly(
                stored.getFirst().getMetaData().get("correlationId"));
        assertThat(((PairingRevoked) stored.get(1).getPayload()).reason()).isEqualTo(RevocationReason.AGENT_DELETED);
        assertThat(node.outcome(ground.proposal())).isEqualTo("AGENT_NOT_FOUND");
        assertThat(node.outcome(new DeleteAgent(agent, ground.accepter().account(), Node.now()))).isEqualTo("NOT_FOUND");
    }

    @Test
    void a_deleted_agent_makes_room_for_another_of_its_slug() {
        var free = node.side("free");
        node.agent(free.account());
        assertThat(node.outcome(registration(free.account(), "agent-" + free.agent()))).isEqualTo("AGENT_ID_TAKEN");
        node.act(new DeleteAgent(free.agent(), free.account(), Node.now()));
        node.act(registration(free.account(), "agent-" + free.agent()));
        assertThat(node.outcome(registration(free.account(), "third"))).isEqualTo("PLAN_LIMIT_REACHED");
    }

    private static RegisterAgent registration(UUID account, String slug) {
        return new RegisterAgent(account, UUID.randomUUID(), new Profile(slug, "Agent", null, "custom", "{}", true),
                new Keys("AAAA", null), null, null, Node.now());
    }

    @Test
    void a_rotated_key_leaves_open_pairings_and_is_the_one_that_is_confirmed() {
        var ground = node.ground("team");
        var proposal = ground.proposal();
        node.act(proposal);
        node.act(new RotateKey(ground.accepter().agent(), ground.accepter().account(), "BBBB", Node.now()));
        node.act(new ConfirmPairing(proposal.pairingId(), ground.accepter().account(), null, Node.now()));
        var confirmed = (PairingConfirmed) node.events(proposal.pairingId()).getLast();
        assertThat(List.of(confirmed.agentAKeyVersion(), confirmed.agentBKeyVersion())).containsExactlyInAnyOrder(1, 2);
    }
}
