package dev.agentpairing.commandside.axon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.agentpairing.commandside.axon.Node.Ground;
import dev.agentpairing.messages.agent.AgentCommand.DisconnectAgent;
import dev.agentpairing.messages.agent.AgentCommand.Update;
import dev.agentpairing.messages.agent.AgentCommand.UpdateAgent;
import dev.agentpairing.messages.agent.AgentEvent;
import dev.agentpairing.messages.connection.ConnectionCommand.RevokeConnection;
import dev.agentpairing.messages.connection.ConnectionEvent;
import dev.agentpairing.messages.pairing.PairingCommand.ConfirmPairing;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;
import dev.agentpairing.messages.pairing.PairingCommand.RevokePairing;
import dev.agentpairing.messages.pairing.PairingEvent;
import dev.agentpairing.messages.pairing.Permission;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands carry the time of the node that they came to, and clocks differ: what is recorded is in order all the same. */
class ClocksTest {

    private static final int COMMANDS = 300;

    private final Node node = Node.shared();
    private Ground ground;
    private Instant now;

    private void newGround() {
        ground = node.ground("enterprise");
        now = Node.now();
    }

    private Instant second(int second) {
        return now.plusSeconds(second);
    }

    private UUID proposed(int second) {
        var id = UUID.randomUUID();
        node.act(new ProposePairing(ground.connection(), id, ground.inviter().account(), ground.inviter().agent(),
                ground.accepter().agent(), Permission.BOTH, second(second)));
        return id;
    }

    private void confirm(UUID pairing, int second) {
        node.act(new ConfirmPairing(pairing, ground.accepter().account(), null, second(second)));
    }

    private void rename(int second) {
        node.act(new UpdateAgent(ground.inviter().agent(), ground.inviter().account(),
                new Update(UUID.randomUUID().toString(), null, null, null, null), second(second)));
    }

    private List<Instant> times(UUID stream) {
        return node.events(stream).stream().map(ClocksTest::at).toList();
    }

    private static Instant at(Object event) {
        return switch (event) {
            case PairingEvent it -> it.at();
            case AgentEvent it -> it.at();
            case ConnectionEvent it -> it.at();
            default -> throw new AssertionError(event);
        };
    }

    @Test
    void a_pairing_is_not_older_than_its_agents_nor_a_confirmation_than_what_it_confirms() {
        newGround();
        rename(10);
        var pairing = proposed(1);
        rename(20);
        confirm(pairing, 2);
        assertThat(times(pairing)).containsExactly(second(10), second(20));
    }

    @Test
    void a_pair_is_proposed_anew_after_the_end_of_the_pairing_before() {
        newGround();
        var first = proposed(1);
        confirm(first, 10);
        node.act(new RevokePairing(first, ground.inviter().account(), true, null, null, second(2)));
        assertThat(times(proposed(3))).containsExactly(second(10));
    }

    @Test
    void what_an_agent_takes_with_it_does_not_end_before_the_agent_does() {
        newGround();
        var pairing = proposed(1);
        rename(10);
        node.act(new DisconnectAgent(ground.inviter().agent(), ground.inviter().account(), second(2)));
        assertThat(times(ground.inviter().agent()).getLast()).isEqualTo(second(10));
        assertThat(times(pairing)).containsExactly(second(1), second(10));
    }

    @Test
    void what_a_connection_takes_with_it_does_not_end_before_the_connection_does() {
        newGround();
        var pairing = proposed(1);
        var other = UUID.randomUUID();
        node.act(new ProposePairing(ground.connection(), other, ground.inviter().account(), node.agent(ground.inviter().account()),
                ground.accepter().agent(), Permission.BOTH, second(10)));
        node.act(new RevokeConnection(ground.connection(), ground.accepter().account(), second(2)));
        assertThat(times(ground.connection()).getLast()).isEqualTo(second(10));
        assertThat(times(pairing)).containsExactly(second(1), second(10));
    }

    @Test
    void time_runs_backwards_in_no_stream_and_the_pairings_of_a_pair_follow_one_another() {
        newGround();
        var random = new Random(20_260_301);
        var accepted = new ArrayList<ProposePairing>();
        for (int i = 0; i < COMMANDS; i++) {
            var command = command(random, accepted);
            if (node.outcome(command).equals("ACCEPTED") && command instanceof ProposePairing proposal) {
                accepted.add(proposal);
            }
        }
        Stream.concat(Stream.of(ground.inviter().agent(), ground.connection()), accepted.stream().map(ProposePairing::pairingId))
                .forEach(stream -> assertThat(times(stream)).isSorted());
        assertThat(accepted.stream().map(ProposePairing::pairingId).map(this::times).flatMap(List::stream))
                .hasSizeGreaterThan(60).isSorted();
    }

    /** By one of two clocks, one of them 30 steps behind. */
    private Object command(Random random, List<ProposePairing> accepted) {
        now = now.plusMillis(1);
        var at = random.nextBoolean() ? now : now.minusMillis(30);
        var alice = ground.inviter().account();
        int kind = accepted.isEmpty() ? 0 : random.nextInt(4);
        var mine = ground.inviter().agent();
        var theirs = ground.accepter().agent();
        var pairing = accepted.isEmpty() ? mine : accepted.getLast().pairingId();
        return switch (kind) {
            case 0 -> new ProposePairing(ground.connection(), UUID.randomUUID(), alice, mine, theirs, Permission.BOTH, at);
            case 1 -> new ConfirmPairing(pairing, ground.accepter().account(), null, at);
            case 2 -> new RevokePairing(pairing, alice, true, null, null, at);
            default -> new UpdateAgent(mine, alice, new Update("Name " + random.nextInt(), null, null, null, null), at);
        };
    }
}
