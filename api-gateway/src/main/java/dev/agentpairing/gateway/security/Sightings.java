package dev.agentpairing.gateway.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.http.bus.Commands;
import dev.agentpairing.gateway.http.input.Slugs;
import dev.agentpairing.messages.account.PersonalCommand.NoteSeen;
import dev.agentpairing.messages.agent.AgentQuery.Item;

/**
 * Notes which API keys and agents call, each once in each minute of the clock: "right to the minute", without a write for every
 * request, and behind the request's back.
 */
@Component
public class Sightings {

    private static final Logger LOG = LoggerFactory.getLogger(Sightings.class);
    private static final int MOST = 100_000;
    private static final int AT_ONCE = 64;

    private final Cache<Object, Long> minutes =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(Duration.ofMinutes(2)).build();
    private final Semaphore underWay = new Semaphore(AT_ONCE);
    private final BiFunction<Caller, String, @Nullable Item> agents;
    private final BiConsumer<Caller, NoteSeen> notes;
    private final Clock clock;

    @Autowired
    Sightings(NamedAgents agents, Commands commands, Clock clock) {
        this(agents::find, (caller, seen) -> commands.keep(caller.actor(), seen), clock);
    }

    Sightings(BiFunction<Caller, String, @Nullable Item> agents, BiConsumer<Caller, NoteSeen> notes, Clock clock) {
        this.agents = agents;
        this.notes = notes;
        this.clock = clock;
    }

    private record Named(UUID accountId, String name) {}

    void ofKey(Caller caller) {
        if (!caller.isSession()) {
            ofOne(caller, caller.credentialId());
        }
    }

    /** @param agentId of an agent of the caller's account */
    public void ofAgent(Caller caller, UUID agentId) {
        ofOne(caller, agentId);
    }

    /** @param name what the caller calls the agent; perhaps there is none of that name */
    void ofAgent(Caller caller, String name) {
        if (!Slugs.isSlug(name)) {
            return;
        }
        once(new Named(caller.accountId(), name), now -> {
            var agent = agents.apply(caller, name);
            if (agent != null && !isNoted(agent.agentId(), now)) {
                minutes.put(agent.agentId(), minute(now));
                notes.accept(caller, new NoteSeen(agent.agentId(), now));
            }
        });
    }

    private void ofOne(Caller caller, UUID id) {
        once(id, now -> notes.accept(caller, new NoteSeen(id, now)));
    }

    /** Where too many are being noted already, a later request will note it. */
    private void once(Object whom, Consumer<Instant> noting) {
        var now = clock.instant();
        if (isNoted(whom, now) || !underWay.tryAcquire()) {
            return;
        }
        minutes.put(whom, minute(now));
        Thread.ofVirtual().name("sighting").start(() -> {
            try {
                noting.accept(now);
            } catch (RuntimeException e) {
                minutes.invalidate(whom); // the next request tries again
                LOG.warn("That {} was seen could not be noted: {}", whom, e.getMessage());
            } finally {
                underWay.release();
            }
        });
    }

    private boolean isNoted(Object whom, Instant now) {
        var noted = minutes.getIfPresent(whom);
        return noted != null && noted == minute(now);
    }

    private static long minute(Instant at) {
        return at.getEpochSecond() / 60;
    }
}
