package dev.agentpairing.queryside.pairings;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.agent.AgentEvent.AgentDeleted;
import dev.agentpairing.messages.agent.AgentEvent.AgentDisconnected;
import dev.agentpairing.messages.pairing.PairingCommand.EndStranded;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.log.Streams;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.connected;
import static dev.agentpairing.queryside.World.registered;
import static dev.agentpairing.queryside.World.rotated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is sent to the command side, which these tests stand in for. */
@ParameterizedClass
@EnumSource(Dialect.class)
class StrandedSweepTest {

    private final RunningQuerySide side;
    private final World world = new World();
    private final UUID mine = UUID.randomUUID();
    private final UUID theirs = UUID.randomUUID();
    private final SimpleCommandBus commands = SimpleCommandBus.builder().build();
    private final List<CommandMessage<?>> sent = new ArrayList<>();
    private final StrandedSweep sweep;
    private boolean storeIsAway;

    StrandedSweepTest(Dialect dialect) {
        this.side = RunningQuerySide.shared(dialect);
        this.sweep = new StrandedSweep(
                new StrandedPairings(side.bean(JdbcTemplate.class)), new EndCommands(commands), side.bean(Streams.class));
    }

    /** It stores nothing, so what is stranded stays so. */
    @BeforeEach
    void stand_in_for_the_command_side() {
        commands.subscribe(EndStranded.class.getName(), message -> {
            sent.add(message);
            if (storeIsAway) {
                throw new IllegalStateException("the store is away");
            }
            return null;
        });
        side.given(registered(mine, world.alice, "mine"), connected(mine, 1), registered(theirs, world.bob, "theirs"), connected(theirs, 1));
    }

    @Test
    void a_pending_pairing_of_an_agent_without_key_is_ended_whichever_side_it_is_on() {
        var ofMine = open(now());
        side.given(new AgentDisconnected(mine, now()));
        sweep.run();
        assertThat(ended()).contains(ofMine + " " + mine);
        side.given(rotated(mine, 2, now()), new AgentDisconnected(theirs, now()));
        sent.clear();
        sweep.run();
        assertThat(ended()).contains(ofMine + " " + theirs).doesNotContain(ofMine + " " + mine);
    }

    @Test
    void an_active_pairing_of_a_deleted_agent_is_ended() {
        var pairing = open(now());
        side.given(new PairingConfirmed(pairing, world.bob, 1, 1, now()), new AgentDeleted(theirs, world.bob, now()));
        sweep.run();
        assertThat(ended()).contains(pairing + " " + theirs);
    }

    @Test
    void it_is_ended_in_the_name_of_whoever_took_the_key_away() {
        var pairing = open(now());
        var thief = new Actor(world.alice, Actor.Kind.API_KEY, UUID.randomUUID());
        side.givenBy(thief, new AgentDisconnected(mine, now()));
        var before = now();
        sweep.run();
        var message = sent.stream().filter(it -> command(it).pairingId().equals(pairing)).findFirst().orElseThrow();
        assertThat(Actor.from(message.getMetaData())).isEqualTo(thief);
        assertThat(command(message).at()).isBetween(before, now());
    }

    @Test
    void what_is_over_and_what_has_both_keys_is_left_alone() {
        var over = open(now());
        side.given(new PairingRevoked(over, world.alice, RevocationReason.AGENT_DISCONNECTED, null, now()));
        var fine = open(now());
        side.given(new AgentDisconnected(mine, now()), rotated(mine, 2, now()));
        for (int look = 0; look < 2; look++) {
            sweep.run();
        }
        assertThat(ended()).noneMatch(end -> end.startsWith(over + "") || end.startsWith(fine + ""));
    }

    @Test
    void the_first_look_finds_what_was_left_at_any_time() {
        var pairing = open(now().minusSeconds(400 * 86_400));
        side.given(new AgentDisconnected(mine, now().minusSeconds(399 * 86_400)));
        sweep.run();
        assertThat(ended()).contains(pairing + " " + mine);
    }

    @Test
    void later_looks_find_what_was_left_in_the_last_minute() {
        sweep.run();
        var old = open(now().minusSeconds(120));
        var late = open(now().minusSeconds(40));
        side.given(new AgentDisconnected(mine, now().minusSeconds(41)));
        sent.clear();
        sweep.run();
        assertThat(ended()).containsOnlyOnce(late + " " + mine).doesNotContain(old + " " + mine);
        side.given(new AgentDisconnected(theirs, now()));
        sweep.run();
        assertThat(ended()).contains(late + " " + theirs);
    }

    @Test
    void it_looks_again_a_second_later() {
        assertThat(sweep.run()).isBetween(now(), now().plusSeconds(1));
    }

    @Test
    void any_number_is_ended_in_one_look() {
        sweep.run();
        var pairings = IntStream.range(0, 250).mapToObj(_ -> UUID.randomUUID()).toList();
        side.given(pairings.stream().map(id -> world.proposed(id, mine, theirs, Permission.BOTH, now())).toArray());
        side.given(new AgentDisconnected(mine, now()));
        sent.clear();
        sweep.run();
        assertThat(ended()).doesNotHaveDuplicates().containsAll(pairings.stream().map(id -> id + " " + mine).toList());
    }

    @Test
    void what_could_not_be_ended_is_tried_again_however_late() {
        var pairing = open(now().minusSeconds(120));
        side.given(new AgentDisconnected(mine, now().minusSeconds(120)));
        storeIsAway = true;
        assertThatThrownBy(sweep::run).hasMessageContaining("the store is away");
        storeIsAway = false;
        sent.clear();
        sweep.run();
        assertThat(ended()).contains(pairing + " " + mine);
    }

    private List<String> ended() {
        return sent.stream().map(StrandedSweepTest::command).map(end -> end.pairingId() + " " + end.agentId()).toList();
    }

    private static EndStranded command(CommandMessage<?> message) {
        return (EndStranded) message.getPayload();
    }

    /** A new pairing of the two agents. */
    private UUID open(Instant at) {
        var pairing = UUID.randomUUID();
        side.given(world.proposed(pairing, mine, theirs, Permission.BOTH, at));
        return pairing;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
