package dev.agentpairing.queryside.deadletters;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.agent.AgentEvent.AgentUpdated;
import dev.agentpairing.messages.agent.AgentQuery.GetAgent;
import dev.agentpairing.messages.agent.AgentQuery.Item;
import dev.agentpairing.messages.connection.BlockEvent.AccountBlocked;
import dev.agentpairing.messages.connection.BlockEvent.AccountUnblocked;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.CountDeadLetters;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.DeadLetter;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.DiscardDeadLetter;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.ListDeadLetters;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.Outcome;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.Page;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.Place;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.RetryDeadLetter;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.NOW;
import static dev.agentpairing.queryside.World.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** Views that follow the log. The end of a block that never was is an event that their rows cannot be folded with. */
class DeadLettersTest {

    private static final Outcome GONE = new Outcome(false, null);
    private static final Outcome DONE = new Outcome(true, null);

    private final World world = new World();
    private final UUID block = UUID.randomUUID();
    private final UUID agent = UUID.randomUUID();

    private AccountUnblocked unblocked(int second) {
        return new AccountUnblocked(block, NOW.plusSeconds(second));
    }

    private AgentUpdated renamed(String name) {
        return new AgentUpdated(agent, name, null, "custom", "{}", true, NOW);
    }

    private static List<DeadLetter> letters(RunningQuerySide side, UUID stream) {
        return side.ask(new ListDeadLetters(200, null), Page.class).letters().stream()
                .filter(letter -> letter.stream().equals(stream.toString())).toList();
    }

    private DeadLetter letter(RunningQuerySide side) {
        return assertThat(letters(side, block)).singleElement().actual();
    }

    private static Outcome retry(RunningQuerySide side, UUID id) {
        return side.ask(new RetryDeadLetter(id), Outcome.class);
    }

    private static Outcome discard(RunningQuerySide side, UUID id) {
        return side.ask(new DiscardDeadLetter(id), Outcome.class);
    }

    /** What an operator may do about it, or a version that can take the event. */
    private void repair(RunningQuerySide side) {
        side.bean(JdbcTemplate.class).update("insert into view_block (block_id, blocker_id, blocked_id, blocked_at, version)"
                + " values (?, ?, ?, current_timestamp, -1)", block, world.alice, world.bob);
    }

    private List<Long> versions(RunningQuerySide side) {
        return side.bean(JdbcTemplate.class).queryForList("select version from view_block where block_id = ?", Long.class, block);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void an_event_that_a_view_cannot_take_waits_and_all_behind_it_and_nothing_else(Dialect dialect) {
        var side = RunningQuerySide.shared(dialect);
        var before = Instant.now().minusSeconds(1);
        side.given(unblocked(0), registered(agent, world.alice, "bot"));
        side.given(unblocked(1), renamed("Renamed"));

        var letter = letter(side);
        assertThat(letter).extracting(DeadLetter::view, DeadLetter::sequence, DeadLetter::event, DeadLetter::waiting)
                .containsExactly("blocks", 0L, "AccountUnblocked", 1L);
        assertThat(letter.cause()).isEqualTo("there is no row that it could change");
        assertThat(letter.since()).isBetween(before, Instant.now());
        assertThat(versions(side)).isEmpty();
        assertThat(side.ask(new GetAgent(world.alice, agent), Item.class)).isNotNull().extracting(Item::name).isEqualTo("Renamed");
        discard(side, letter.id());
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_retry_takes_up_the_stream_whole_and_what_comes_later_is_shown_as_ever(Dialect dialect) {
        var side = RunningQuerySide.shared(dialect);
        side.given(unblocked(0), unblocked(1));
        side.given(unblocked(2));
        repair(side);

        assertThat(retry(side, letter(side).id())).isEqualTo(DONE);
        assertThat(versions(side)).containsExactly(2L);
        assertThat(letters(side, block)).isEmpty();
        side.given(unblocked(3));
        assertThat(versions(side)).containsExactly(3L);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_retry_that_fails_again_says_so_and_changes_nothing(Dialect dialect) {
        var side = RunningQuerySide.shared(dialect);
        side.given(unblocked(0), unblocked(1));
        var letter = letter(side);

        assertThat(retry(side, letter.id())).isEqualTo(new Outcome(true, letter));
        assertThat(letter(side)).isEqualTo(letter);
        discard(side, letter.id());
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void what_is_discarded_is_never_taken_and_what_waited_behind_it_is(Dialect dialect) {
        var side = RunningQuerySide.shared(dialect);
        side.given(registered(agent, world.alice, "bot"), renamed("Before"));
        side.given(renamed(null));
        side.given(renamed("After"));
        var found = letters(side, agent);
        assertThat(found).extracting(DeadLetter::view).containsExactlyInAnyOrder("agents", "pairings");
        assertThat(found).extracting(DeadLetter::cause).containsOnly("its row cannot be written (SQL state 23502)");
        assertThat(found).extracting(DeadLetter::sequence, DeadLetter::waiting).containsOnly(tuple(2L, 1L));
        assertThat(side.ask(new GetAgent(world.alice, agent), Item.class)).isNotNull().extracting(Item::name).isEqualTo("Before");

        found.forEach(letter -> assertThat(discard(side, letter.id())).isEqualTo(DONE));

        assertThat(side.ask(new GetAgent(world.alice, agent), Item.class)).isNotNull().extracting(Item::name).isEqualTo("After");
        assertThat(letters(side, agent)).isEmpty();
        found.forEach(letter -> assertThat(discard(side, letter.id())).isEqualTo(GONE));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void where_the_event_that_begins_a_stream_is_discarded_later_ones_change_nothing_and_stop_nothing(Dialect dialect) {
        var side = RunningQuerySide.shared(dialect);
        side.given(unblocked(0), unblocked(1));

        assertThat(discard(side, letter(side).id())).isEqualTo(DONE);
        side.given(unblocked(2));

        assertThat(letters(side, block)).isEmpty();
        assertThat(versions(side)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void of_many_retries_at_once_one_takes_the_stream_up(Dialect dialect) {
        var side = RunningQuerySide.shared(dialect);
        side.given(unblocked(0), unblocked(1));
        repair(side);
        var id = letter(side).id();

        var tries = IntStream.range(0, 6).mapToObj(number -> CompletableFuture.supplyAsync(() -> retry(side, id))).toList();
        var outcomes = tries.stream().map(CompletableFuture::join).toList();

        assertThat(outcomes).containsOnlyOnce(DONE).contains(GONE).hasSize(6);
        assertThat(outcomes.stream().filter(GONE::equals)).hasSize(5);
        assertThat(versions(side)).containsExactly(1L);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void an_event_that_arrives_while_its_stream_is_taken_up_is_neither_lost_nor_shown_twice(Dialect dialect) {
        var side = RunningQuerySide.shared(dialect);
        side.given(unblocked(0));
        repair(side);
        var id = letter(side).id();

        var retry = CompletableFuture.supplyAsync(() -> retry(side, id));
        for (int second = 1; second <= 40; second++) {
            side.store(unblocked(second));
        }
        assertThat(retry.join()).isEqualTo(DONE);
        side.given(unblocked(41));

        assertThat(letters(side, block)).isEmpty();
        assertThat(versions(side)).containsExactly(41L);
        assertThat(side.bean(JdbcTemplate.class).queryForObject(
                "select unblocked_at from view_block where block_id = ?", OffsetDateTime.class, block).toInstant())
                .isEqualTo(NOW.plusSeconds(41));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_failure_of_the_store_parks_nothing_and_what_was_parked_in_a_batch_that_fails_is_not(Dialect dialect) {
        var side = RunningQuerySide.shared(dialect);
        var jdbc = side.bean(JdbcTemplate.class);
        jdbc.execute("alter table view_agent rename to hidden");
        try {
            side.store(renamed("Of no agent")); // of two views, of which only one can look for its row now
            await().until(() -> side.processor().processingStatus().values().stream().anyMatch(status -> status.isErrorState()));
            assertThat(letters(side, agent)).isEmpty();
        } finally {
            jdbc.execute("alter table hidden rename to view_agent");
        }

        await().untilAsserted(() -> assertThat(letters(side, agent)).extracting(DeadLetter::cause)
                .containsExactly("there is no row that it could change", "there is no row that it could change"));
        letters(side, agent).forEach(letter -> discard(side, letter.id()));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void the_list_goes_from_page_to_page_newest_first(Dialect dialect) {
        var side = RunningQuerySide.shared(dialect);
        var agents = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        agents.forEach(stream -> side.given(new AccountUnblocked(stream, NOW)));
        var all = side.ask(new ListDeadLetters(200, null), Page.class);
        assertThat(all.more()).isFalse();
        assertThat(side.ask(new CountDeadLetters(), Long.class)).isEqualTo(all.letters().size());

        var first = side.ask(new ListDeadLetters(2, null), Page.class);
        var last = first.letters().getLast();
        var second = side.ask(new ListDeadLetters(2, new Place(last.since(), last.id())), Page.class);

        assertThat(first.more()).isTrue();
        assertThat(first.letters()).extracting(DeadLetter::stream).containsExactly(agents.get(2).toString(), agents.get(1).toString());
        assertThat(second.letters().getFirst().stream()).isEqualTo(agents.getFirst().toString());
        all.letters().forEach(letter -> discard(side, letter.id()));
        assertThat(side.ask(new CountDeadLetters(), Long.class)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_view_that_lacks_a_row_gets_it_back_from_the_log(Dialect dialect) {
        var side = RunningQuerySide.shared(dialect);
        side.given(new AccountBlocked(block, UUID.randomUUID(), world.alice, world.bob, NOW));
        side.bean(JdbcTemplate.class).update("delete from view_block where block_id = ?", block);
        side.skip(block); // as a row that was remembered would not be the one before
        side.given(unblocked(2));

        assertThat(retry(side, letter(side).id())).isEqualTo(DONE);
        assertThat(versions(side)).containsExactly(2L);
    }
}
