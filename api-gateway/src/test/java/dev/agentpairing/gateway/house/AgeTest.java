package dev.agentpairing.gateway.house;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

import dev.agentpairing.messages.Actor;
import dev.agentpairing.messages.pairing.PairingCommand.ProposePairing;
import dev.agentpairing.messages.pairing.PairingCommand.RevokePairing;
import dev.agentpairing.messages.pairing.Permission;

import static org.assertj.core.api.Assertions.assertThat;

/** A connection may grow old: what it has seen does not slow down what is asked of it now. */
@Isolated("its times are looked at")
class AgeTest {

    private static final int PAST_PAIRINGS = 10_000;
    private static final int AT_ONCE = 1_000;
    private static final int ROUNDS = 80;

    private static final Map<Database, Future<Aged>> AGED = new EnumMap<>(Database.class);

    /** A program that runs on this database, and an old connection of it. */
    private record Aged(String url, ConfigurableApplicationContext program, Pair old) {

        private static Aged on(Database database) {
            var url = database.freshUrl();
            var program = House.program(url, database.user(), settings());
            var old = new Pair(new House(House.address(program)).newNeighbours());
            old.age(program.getBean(CommandBus.class));
            return new Aged(url, program, old);
        }
    }

    /** Both at once: one alone does not keep the machine busy. */
    @BeforeAll
    static void age() {
        try (var both = Executors.newFixedThreadPool(Database.values().length)) {
            Stream.of(Database.values()).forEach(database -> AGED.put(database, both.submit(() -> Aged.on(database))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_proposal_on_a_connection_with_ten_thousand_past_pairings_takes_as_long_as_on_a_new_one(Database database) throws Throwable {
        var aged = aged(database);
        try (var program = aged.program) {
            compare(aged.old, new Pair(new House(House.address(program)).newNeighbours()));
        }
        try (var program = House.program(aged.url, database.user(), settings())) {
            var house = new House(House.address(program));
            assertThat(aged.old.through(house).propose()).as("the first of a fresh process").isLessThan(Duration.ofSeconds(1));
        }
    }

    /** @throws Throwable why it could not grow old, which may be that there is no such database */
    private static Aged aged(Database database) throws Throwable {
        try {
            return AGED.get(database).get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private static String[] settings() {
        return new String[] {"--pairing.admin-token=" + House.OPERATOR, "--pairing.rate-limit.per-minute=0"};
    }

    /** In turns, so that whatever else the machine does meets both alike. */
    private static void compare(Pair old, Pair young) {
        var ofOld = new long[ROUNDS];
        var ofYoung = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ofOld[round] = old.propose().toNanos();
            ofYoung[round] = young.propose().toNanos();
        }
        assertThat(median(ofOld)).isLessThanOrEqualTo(median(ofYoung) * 3 / 2);
    }

    private static long median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }

    /** Two accounts and an agent of each. */
    private record Pair(Neighbours accounts, UUID mine, UUID theirs) {

        private Pair(Neighbours accounts) {
            this(accounts, accounts.alice().agent(), accounts.bob().agent());
        }

        private Pair through(House house) {
            var alice = accounts.alice();
            var same = new Account(house, alice.id(), alice.email(), alice.name(), alice.credential());
            return new Pair(new Neighbours(same, accounts.bob(), accounts.connection()), mine, theirs);
        }

        /** How long it took; it is revoked again. */
        private Duration propose() {
            var start = System.nanoTime();
            var proposed = accounts.propose(mine, theirs, "both").is(201);
            var took = Duration.ofNanos(System.nanoTime() - start);
            accounts.alice().delete("/v1/pairings/" + proposed.id()).is(200);
            return took;
        }

        /** Proposes and revokes, past HTTP and without waiting for the views. */
        private void age(CommandBus bus) {
            var room = new Semaphore(AT_ONCE);
            var account = accounts.alice().id();
            for (int i = 0; i < PAST_PAIRINGS; i++) {
                var id = UUID.randomUUID();
                var at = Instant.now().truncatedTo(ChronoUnit.MICROS);
                send(bus, room, new ProposePairing(accounts.connection(), id, account, mine, theirs, Permission.BOTH, at));
                send(bus, room, new RevokePairing(id, account, true, null, null, at));
            }
            room.acquireUninterruptibly(AT_ONCE);
            assertThat(accounts.alice().get(accounts.pairings() + "?limit=1").is(200).json().has("next_cursor")).isTrue();
        }

        private static void send(CommandBus bus, Semaphore room, Object command) {
            room.acquireUninterruptibly();
            var message = GenericCommandMessage.asCommandMessage(command).withMetaData(Actor.SYSTEM.toMetaData());
            bus.dispatch(message, (sent, result) -> {
                room.release();
                assertThat(result.isExceptional()).isFalse();
            });
        }
    }
}
