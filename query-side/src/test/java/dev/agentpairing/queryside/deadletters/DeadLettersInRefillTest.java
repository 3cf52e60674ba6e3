package dev.agentpairing.queryside.deadletters;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.queryhandling.QueryExecutionException;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.agentpairing.messages.Refusal;
import dev.agentpairing.messages.Refused;
import dev.agentpairing.messages.account.AccountEvent.ApiKeyCreated;
import dev.agentpairing.messages.account.AccountEvent.ApiKeyRevoked;
import dev.agentpairing.messages.account.AccountEvent.PlanChanged;
import dev.agentpairing.messages.account.AccountQuery.Credential;
import dev.agentpairing.messages.account.AccountQuery.FindCredential;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.DeadLetter;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.DiscardDeadLetter;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.ListDeadLetters;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.Outcome;
import dev.agentpairing.messages.deadletter.DeadLetterQuery.Page;
import dev.agentpairing.messages.pairing.HistoryQuery.GetHistory;
import dev.agentpairing.messages.pairing.HistoryQuery.History;
import dev.agentpairing.messages.pairing.HistoryQuery.Kind;
import dev.agentpairing.messages.pairing.HistoryQuery.Step;
import dev.agentpairing.messages.pairing.PairingEvent.PairingConfirmed;
import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.PairingEvent.PermissionChanged;
import dev.agentpairing.messages.pairing.PairingQuery.Check;
import dev.agentpairing.messages.pairing.PairingQuery.ListPartners;
import dev.agentpairing.messages.pairing.PairingQuery.Partners;
import dev.agentpairing.messages.pairing.PairingQuery.Reason;
import dev.agentpairing.messages.pairing.PairingQuery.Verdict;
import dev.agentpairing.messages.pairing.Permission;
import dev.agentpairing.messages.pairing.RevocationReason;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.World;
import dev.agentpairing.queryside.rows.Dialect;

import static dev.agentpairing.queryside.World.NOW;
import static dev.agentpairing.queryside.World.connected;
import static dev.agentpairing.queryside.World.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** Views that are written with the events: only a refill meets events in the log that they cannot take. */
@Execution(ExecutionMode.CONCURRENT)
class DeadLettersInRefillTest {

    private final World world = new World();
    private final UUID mine = UUID.randomUUID();
    private final UUID theirs = UUID.randomUUID();
    private final UUID pairing = UUID.randomUUID();
    private final UUID key = UUID.randomUUID();
    private final InMemoryEventStorageEngine log = new InMemoryEventStorageEngine();
    private final Check check = new Check(world.alice, mine, theirs, null);

    private void stored(UUID stream, Object... events) {
        log.appendEvents(IntStream.range(0, events.length)
                .mapToObj(number -> new GenericDomainEventMessage<>("Test", stream.toString(), number, events[number])).toList());
    }

    /** Of the pairing the permission is changed by nobody, which no row can be folded with. */
    private void storedPast() {
        stored(mine, registered(mine, world.alice, "mine"), connected(mine, 1));
        stored(theirs, registered(theirs, world.bob, "theirs"), connected(theirs, 1));
        stored(pairing, world.proposed(pairing, mine, theirs, Permission.BOTH, NOW), new PairingConfirmed(pairing, world.bob, 1, 1, NOW),
                new PermissionChanged(pairing, null, Permission.BOTH, NOW, NOW));
        stored(world.alice, world.opened(world.alice, world.aliceAddress),
                new ApiKeyCreated(world.alice, key, "key", Set.of(), "hash", "prefix", NOW),
                new PlanChanged(world.alice, null, NOW));
    }

    private static RunningQuerySide side(Map<String, Object> database, InMemoryEventStorageEngine log, boolean rebuild) {
        var properties = new HashMap<>(database);
        properties.put("pairing.views.tracking", false);
        properties.put("pairing.query-side.rebuild", rebuild);
        return RunningQuerySide.on(properties, log);
    }

    private static List<DeadLetter> letters(RunningQuerySide side) {
        return side.ask(new ListDeadLetters(200, null), Page.class).letters();
    }

    private static void discardAll(RunningQuerySide side) {
        letters(side).forEach(letter ->
                assertThat(side.ask(new DiscardDeadLetter(letter.id()), Outcome.class)).isEqualTo(new Outcome(true, null)));
    }

    private Reason reason(RunningQuerySide side) {
        return side.ask(check, Verdict.class).reason();
    }

    private void nobodyKnows(RunningQuerySide side, Object question, Class<?> answer) {
        assertThatThrownBy(() -> side.ask(question, answer)).isInstanceOf(CompletionException.class).cause()
                .isInstanceOfSatisfying(QueryExecutionException.class,
                        e -> assertThat(e.getDetails()).contains(new Refused(Refusal.UNAVAILABLE)));
    }

    private void revoked(RunningQuerySide side, int sequence) {
        for (int earlier = 0; earlier < sequence; earlier++) {
            side.skip(pairing);
        }
        side.store(new PairingRevoked(pairing, world.alice, RevocationReason.REVOKED, null, NOW.plusSeconds(5)));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_revocation_that_waits_never_lets_check_answer_allowed(Dialect dialect) {
        storedPast();
        try (var side = side(RunningQuerySide.database(dialect), log, true)) {
            assertThat(letters(side)).extracting(DeadLetter::view, DeadLetter::event).containsExactlyInAnyOrder(
                    tuple("pairings", "PermissionChanged"), tuple("accounts", "PlanChanged"));
            nobodyKnows(side, check, Verdict.class);
            revoked(side, 3);
            nobodyKnows(side, check, Verdict.class);
            nobodyKnows(side, new Check(world.bob, mine, theirs, NOW.plusSeconds(9)), Verdict.class);
            assertThat(side.ask(new Check(UUID.randomUUID(), mine, theirs, null), Verdict.class)).isNull();
            assertThat(side.ask(new ListPartners(world.alice, null, null), Partners.class).partners()).isEmpty();

            discardAll(side);

            assertThat(reason(side)).isEqualTo(Reason.REVOKED);
            assertThat(side.ask(new GetHistory(world.alice, pairing), History.class).steps()).extracting(Step::kind)
                    .containsExactly(Kind.PROPOSED, Kind.CONFIRMED, Kind.REVOKED);
            assertThat(side.ask(new Check(world.bob, mine, theirs, NOW.plusSeconds(1)), Verdict.class).reason()).isEqualTo(Reason.PAIRED);
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_key_whose_revocation_may_wait_opens_nothing(Dialect dialect) {
        storedPast();
        try (var side = side(RunningQuerySide.database(dialect), log, true)) {
            nobodyKnows(side, new FindCredential("hash"), Credential.class);
            for (int earlier = 0; earlier < 3; earlier++) {
                side.skip(world.alice);
            }
            side.store(new ApiKeyRevoked(world.alice, key, "hash", NOW));
            discardAll(side);

            assertThat(side.ask(new FindCredential("hash"), Credential.class)).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void rows_in_memory_do_not_outlive_a_retry_by_another_node(Dialect dialect) {
        storedPast();
        log.appendEvents(new GenericDomainEventMessage<>("Test", pairing.toString(), 3,
                new PairingRevoked(pairing, world.alice, RevocationReason.REVOKED, null, NOW.plusSeconds(5))));
        var database = RunningQuerySide.database(dialect);
        try (var one = side(database, log, true); var other = side(database, log, false)) {
            nobodyKnows(one, check, Verdict.class);
            nobodyKnows(other, check, Verdict.class);
            assertThat(reason(one, theirs)).isEqualTo(Reason.SAME_ACCOUNT);

            discardAll(one);

            assertThat(reason(one)).isEqualTo(Reason.REVOKED);
            assertThat(reason(other)).isEqualTo(Reason.REVOKED);
        }
    }

    private Reason reason(RunningQuerySide side, UUID agent) {
        return side.ask(new Check(world.bob, agent, agent, null), Verdict.class).reason();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_refill_forgets_what_waits_and_not_what_was_discarded(Dialect dialect) {
        storedPast();
        var database = RunningQuerySide.database(dialect);
        try (var side = side(database, log, true)) {
            side.bean(JdbcTemplate.class).update("update dead_letter set cause = 'of the last time'");
            letters(side).stream().filter(letter -> letter.view().equals("pairings"))
                    .forEach(letter -> side.ask(new DiscardDeadLetter(letter.id()), Outcome.class));
        }
        try (var side = side(database, log, true)) {
            assertThat(letters(side)).singleElement().satisfies(letter -> {
                assertThat(letter.view()).isEqualTo("accounts");
                assertThat(letter.cause()).isEqualTo("its row cannot be written");
            });
            assertThat(reason(side)).isEqualTo(Reason.PAIRED);
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void an_event_that_is_stored_while_its_stream_is_taken_up_is_neither_lost_nor_shown_twice(Dialect dialect) {
        storedPast();
        try (var side = side(RunningQuerySide.database(dialect), log, true)) {
            for (int earlier = 0; earlier < 3; earlier++) {
                side.skip(pairing);
            }
            var discarding = CompletableFuture.runAsync(() -> discardAll(side));
            for (int number = 3; number < 40; number++) {
                side.store(new PermissionChanged(pairing, world.alice, Permission.SEND_ONLY, NOW, NOW.plusSeconds(number)));
            }
            discarding.join();
            side.store(new PairingConfirmed(pairing, world.bob, 1, 1, NOW.plusSeconds(40)));

            assertThat(letters(side)).isEmpty();
            assertThat(side.bean(JdbcTemplate.class).queryForList("select version from view_pairing", Long.class)).containsExactly(40L);
            assertThat(side.ask(new GetHistory(world.alice, pairing), History.class).steps()).hasSize(40);
            assertThat(side.ask(check, Verdict.class).permission()).isEqualTo(Permission.SEND_ONLY);
        }
    }

    /** Where there is not even a table to ask, everything works that does not ask. */
    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_node_that_knows_that_nothing_waits_asks_no_more(Dialect dialect) {
        stored(mine, registered(mine, world.alice, "mine"), connected(mine, 1));
        try (var side = side(RunningQuerySide.database(dialect), log, true)) {
            assertThat(side.ask(new Check(world.alice, mine, mine, null), Verdict.class).reason()).isEqualTo(Reason.SAME_ACCOUNT);
            side.bean(JdbcTemplate.class).execute("alter table dead_letter rename to hidden");

            side.store(registered(theirs, world.bob, "theirs"));
            side.store(connected(theirs, 1));

            assertThat(reason(side, theirs)).isEqualTo(Reason.SAME_ACCOUNT);
        }
    }
}
