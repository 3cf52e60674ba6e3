package dev.agentpairing.queryside.deadletters;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.agentpairing.messages.pairing.PairingEvent.PairingRevoked;
import dev.agentpairing.messages.pairing.RevocationReason;
import dev.agentpairing.queryside.RunningQuerySide;
import dev.agentpairing.queryside.pairings.PairingsView;
import dev.agentpairing.queryside.rows.Dialect;
import dev.agentpairing.queryside.rows.ViewsDatabase;

import static dev.agentpairing.queryside.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;

/** Two units of work take events at the same time, and one of them parks something. */
class ParkedAtOnceTest {

    private final UUID pairing = UUID.randomUUID();
    private final Map<String, Object> database = new HashMap<>();
    private RunningQuerySide side;
    private Parking view;

    private void begin(Dialect dialect) {
        database.putAll(RunningQuerySide.database(dialect));
        database.put("pairing.views.tracking", false);
        side = RunningQuerySide.on(database, new InMemoryEventStorageEngine());
        view = side.bean(DeadLetters.class).of(PairingsView.class);
        assertThat(view.isOpen()).isTrue();
    }

    @AfterEach
    void end() {
        side.close();
    }

    private void inUnit(Consumer<UnitOfWork<?>> work) {
        var unit = DefaultUnitOfWork.startAndGet(null);
        unit.attachTransaction(side.bean(ViewsDatabase.class).transactions());
        unit.execute(() -> {
            DeadLetters.parkIn(unit);
            work.accept(unit);
        });
    }

    private void park() {
        var event = new PairingRevoked(pairing, pairing, RevocationReason.REVOKED, null, NOW);
        view.park(new GenericDomainEventMessage<>("Test", pairing.toString(), 3, event), new IllegalArgumentException("no row"));
    }

    private void another(Consumer<UnitOfWork<?>> work) {
        CompletableFuture.runAsync(() -> inUnit(work)).join();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void who_has_parked_something_knows_it_whatever_another_finds_meanwhile(Dialect dialect) {
        begin(dialect);
        inUnit(unit -> {
            park();
            another(other -> assertThat(view.isOpen()).isTrue());
            assertThat(view.isOpen()).isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void what_was_parked_is_known_to_all_once_it_is_committed(Dialect dialect) {
        begin(dialect);
        inUnit(unit -> {
            park();
            another(other -> assertThat(view.isOpen()).isTrue());
        });
        another(other -> assertThat(view.isOpen()).isFalse());
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void what_was_rolled_back_holds_nothing_back(Dialect dialect) {
        begin(dialect);
        var unit = DefaultUnitOfWork.startAndGet(null);
        unit.attachTransaction(side.bean(ViewsDatabase.class).transactions());
        DeadLetters.parkIn(unit);
        park();
        unit.rollback();
        another(other -> assertThat(view.isOpen()).isTrue());
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void what_another_process_has_parked_is_known_to_who_would_park_it_too(Dialect dialect) {
        begin(dialect);
        try (var other = RunningQuerySide.on(database, new InMemoryEventStorageEngine())) {
            view = other.bean(DeadLetters.class).of(PairingsView.class);
            inUnit(unit -> park());
        }
        view = side.bean(DeadLetters.class).of(PairingsView.class);
        assertThat(view.isOpen()).isTrue();
        inUnit(unit -> park());
        assertThat(view.isOpen()).isFalse();
    }
}
