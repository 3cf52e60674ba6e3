package dev.agentpairing.queryside.pairings;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.pairing.PairingCommand.ExpirePairing;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingProposed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.PairingEvent.PermissionChanged;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is sent to the command side, which these tests stand in for. */
@ParameterizedClass
@EnumSource(Dialect.class)
class ExpirySweepTest {

    private final RunningQuerySide side;
    private final World world = new World();
    private final SimpleCommandBus commands = SimpleCommandBus.builder().build();
    private final List<CommandMessage<?>> sent = new ArrayList<>();
    private final ExpirySweep sweep;
    private Predicate<UUID> cannotBeEnded = pairing -> false;

    ExpirySweepTest(Dialect dialect) {
        this.side = RunningQuerySide.shared(dialect);
        this.sweep = sweep(50_000);
    }

    private ExpirySweep sweep(int rowsAtOnce) {
        var pairings = new DuePairings(side.bean(JdbcTemplate.class), rowsAtOnce);
        return new ExpirySweep(pairings, new EndCommands(commands));
    }

    @BeforeEach
    void stand_in_for_the_command_side() {
        commands.subscribe(ExpirePairing.class.getName(), message -> {
            sent.add(message);
            if (cannotBeEnded.test(id(message))) {
                throw new IllegalStateException("the store is away");
            }
            return null;
        });
    }

    @Test
    void a_pending_pairing_that_is_due_is_ended_in_the_name_of_the_service() {
        var pairing = due(now().minusSeconds(1));
        var before = now();

        sweep.run();

        var message = sent.stream().filter(it -> id(it).equals(pairing)).findFirst().orElseThrow();
        assertThat(message.getMetaData()).containsEntry(Actor.KIND, "SYSTEM").doesNotContainKey(Actor.ACCOUNT);
        assertThat(((ExpirePairing) message.getPayload()).at()).isBetween(before, now());
    }

    @Test
    void what_became_due_long_ago_is_found_by_the_first_look() {
        var pairing = due(now().minusSeconds(400 * 86_400));

        sweep.run();

        assertThat(ids()).contains(pairing);
    }

    @Test
    void what_is_not_pending_any_more_or_has_got_more_time_is_left_alone() {
        var moment = now().minusSeconds(10);
        var confirmed = due(moment);
        var over = due(moment);
        var changed = due(moment);
        var later = due(now().plusSeconds(600));
        side.given(new PairingConfirmed(confirmed, world.bob, 1, 1, moment),
                new PairingRevoked(over, world.bob, RevocationReason.DECLINED, null, moment),
                new PermissionChanged(changed, world.bob, Permission.SEND_ONLY, now().plusSeconds(600), moment));

        sweep.run();

        assertThat(ids()).doesNotContain(confirmed, over, changed, later);
    }

    @Test
    void a_pairing_that_was_confirmed_is_ended_when_its_changed_permission_waited_too_long() {
        var pairing = due(now().plusSeconds(600));
        side.given(new PairingConfirmed(pairing, world.bob, 1, 1, now()),
                new PermissionChanged(pairing, world.bob, Permission.SEND_ONLY, now().minusSeconds(1), now()));

        sweep.run();

        assertThat(ids()).contains(pairing);
    }

    @Test
    void the_next_look_is_when_the_next_is_due_and_a_second_later_at_most() {
        assertThat(sweep.run()).isBetween(now(), now().plusSeconds(1));
        var moment = now().plusMillis(900);
        due(moment);

        assertThat(sweep.run()).isEqualTo(moment);
    }

    @Test
    void any_number_is_ended_in_one_look_also_where_many_are_due_at_the_same_moment() {
        var moment = now().minusSeconds(30);
        var proposals = new ArrayList<PairingProposed>();
        for (int i = 0; i < 450; i++) {
            proposals.add(proposal(UUID.randomUUID(), moment.plusMillis(i / 120)));
        }
        side.given(proposals.toArray());

        sweep.run();

        assertThat(ids()).doesNotHaveDuplicates().containsAll(proposals.stream().map(PairingProposed::pairingId).toList());
    }

    @Test
    void what_could_not_be_ended_holds_up_nobody_else_and_is_tried_again() {
        sweep.run();
        var stubborn = due(now().minusSeconds(50));
        var next = due(now().minusSeconds(40));
        cannotBeEnded = stubborn::equals;
        sent.clear();

        assertThatThrownBy(sweep::run).hasMessageContaining("the store is away");
        assertThat(ids()).contains(stubborn, next);
        sent.clear();
        cannotBeEnded = pairing -> false;
        sweep.run();
        assertThat(ids()).contains(stubborn, next);
    }

    @Test
    void while_nothing_can_be_ended_one_batch_is_tried_and_nothing_is_passed_over() {
        var old = due(now().minusSeconds(400 * 86_400));
        side.given(IntStream.range(0, 150)
                .mapToObj(number -> proposal(UUID.randomUUID(), now().minusSeconds(300))).toArray());
        cannotBeEnded = pairing -> true;

        assertThatThrownBy(sweep::run).isInstanceOf(IllegalStateException.class);
        assertThat(sent).hasSize(100);
        cannotBeEnded = pairing -> false;
        sweep.run();

        assertThat(ids()).contains(old).hasSizeGreaterThan(250);
    }

    @Test
    void it_gets_through_all_there_ever_was_a_few_rows_at_a_time() {
        var moment = now().minusSeconds(100 * 86_400);
        var first = due(moment);
        var over = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            var pairing = UUID.randomUUID();
            over.add(proposal(pairing, moment.plusSeconds(i / 3)));
            over.add(new PairingConfirmed(pairing, world.bob, 1, 1, moment));
        }
        side.given(over.toArray());
        var last = due(moment.plusSeconds(20));

        sweep(30).run();

        assertThat(ids()).contains(first, last).doesNotHaveDuplicates();
    }

    @Test
    void what_is_seen_late_is_ended_too() {
        sweep.run();
        var late = due(now().minusSeconds(40));

        sweep.run();

        assertThat(ids()).contains(late);
    }

    @Test
    void what_was_dealt_with_is_not_looked_at_for_ever() {
        var pairing = due(now().minusSeconds(120));
        sweep.run();
        sent.clear();

        sweep.run();

        assertThat(ids()).doesNotContain(pairing);
    }

    private List<UUID> ids() {
        return sent.stream().map(ExpirySweepTest::id).toList();
    }

    private static UUID id(CommandMessage<?> message) {
        return ((ExpirePairing) message.getPayload()).pairingId();
    }

    /** A new pending pairing. */
    private UUID due(Instant at) {
        var pairing = UUID.randomUUID();
        side.given(proposal(pairing, at));
        return pairing;
    }

    private PairingProposed proposal(UUID pairing, Instant expiresAt) {
        return new PairingProposed(pairing, world.connection, world.alice, world.bob, UUID.randomUUID(), UUID.randomUUID(),
                Permission.BOTH, expiresAt, expiresAt.minusSeconds(60));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
