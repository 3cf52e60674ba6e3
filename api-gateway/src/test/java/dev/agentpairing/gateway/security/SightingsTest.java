package dev.agentpairing.gateway.security;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.agentpairing.gateway.house.SetClock;
import dev.agentpairing.messages.account.AccountQuery.Kind;
import dev.agentpairing.messages.account.PersonalCommand.NoteSeen;
import dev.agentpairing.messages.account.Scope;
import dev.agentpairing.messages.agent.AgentQuery.ConnectionState;
import dev.agentpairing.messages.agent.AgentQuery.Item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SightingsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Caller CALLER = caller(Kind.API_KEY);
    private static final Item BOT = new Item(UUID.randomUUID(), "bot", "Bot", null, "custom", ConnectionState.CONNECTED, true, "key", null,
            1, null, "{}", NOON);

    private final List<NoteSeen> noted = new CopyOnWriteArrayList<>();
    private final List<String> lookedUp = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final SetClock clock = new SetClock(NOON);
    private boolean closed;
    private final Sightings sightings = new Sightings(this::find, this::note, clock);

    private static Caller caller(Kind kind) {
        return new Caller(UUID.randomUUID(), UUID.randomUUID(), kind, EnumSet.allOf(Scope.class));
    }

    private @Nullable Item find(Caller caller, String name) {
        lookedUp.add(name);
        return name.equals("bot") || name.equals(BOT.agentId().toString()) ? BOT : null;
    }

    private void note(Caller caller, NoteSeen seen) {
        if (closed) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        noted.add(seen);
    }

    @Test
    void a_key_is_noted_once_in_each_minute_of_the_clock() {
        sightings.ofKey(CALLER);
        clock.pass(Duration.ofSeconds(59));
        sightings.ofKey(CALLER);
        awaitNoted(new NoteSeen(CALLER.credentialId(), NOON));
        clock.pass(Duration.ofSeconds(1));
        sightings.ofKey(CALLER);
        awaitNoted(new NoteSeen(CALLER.credentialId(), NOON), new NoteSeen(CALLER.credentialId(), NOON.plusSeconds(60)));
    }

    @Test
    void sessions_are_not_noted() {
        sightings.ofKey(caller(Kind.SESSION));
        sightings.ofKey(CALLER);
        awaitNoted(new NoteSeen(CALLER.credentialId(), NOON));
    }

    @Test
    void an_agent_is_noted_once_in_a_minute_by_whatever_name_it_calls() {
        sightings.ofAgent(CALLER, "bot");
        awaitNoted(new NoteSeen(BOT.agentId(), NOON));
        sightings.ofAgent(CALLER, "bot");
        sightings.ofAgent(CALLER, BOT.agentId());
        sightings.ofAgent(CALLER, BOT.agentId().toString());
        await().untilAsserted(() -> assertThat(lookedUp).containsExactly("bot", BOT.agentId().toString()));
        awaitNoted(new NoteSeen(BOT.agentId(), NOON));
    }

    @Test
    void an_unknown_agent_is_looked_up_once_in_a_minute_and_not_noted() {
        sightings.ofAgent(CALLER, "nobody");
        sightings.ofAgent(CALLER, "nobody");
        sightings.ofAgent(CALLER, "bot");
        awaitNoted(new NoteSeen(BOT.agentId(), NOON));
        assertThat(lookedUp).containsExactlyInAnyOrder("nobody", "bot");
    }

    @Test
    void what_is_no_slug_is_not_even_looked_up() {
        sightings.ofAgent(CALLER, "a b");
        sightings.ofAgent(CALLER, "x".repeat(65));
        sightings.ofAgent(CALLER, "bot");
        awaitNoted(new NoteSeen(BOT.agentId(), NOON));
        assertThat(lookedUp).containsExactly("bot");
    }

    @Test
    void when_very_many_are_being_noted_another_waits_for_its_next_call() {
        closed = true;
        for (int i = 0; i < 64; i++) {
            sightings.ofAgent(CALLER, UUID.randomUUID());
        }
        sightings.ofAgent(CALLER, BOT.agentId());
        gate.countDown();
        await().untilAsserted(() -> assertThat(noted).hasSize(64).extracting(NoteSeen::id).doesNotContain(BOT.agentId()));
        await().untilAsserted(() -> {
            sightings.ofAgent(CALLER, BOT.agentId());
            assertThat(noted).extracting(NoteSeen::id).contains(BOT.agentId());
        });
    }

    private void awaitNoted(NoteSeen... expected) {
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(noted).containsExactly(expected));
    }
}
