package dev.agentpairing.gateway.security;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.agentpairing.gateway.http.bus.Commands;
import dev.agentpairing.messages.account.PersonalCommand.NoteKeyUse;

/** Notes the use of API keys, once in each minute of the clock: "right to the minute", without a write for every read. */
@Component
class KeyUses {

    private static final Logger LOG = LoggerFactory.getLogger(KeyUses.class);

    private final Cache<UUID, Long> minutes = Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(2)).build();
    private final Commands commands;
    private final Clock clock;

    KeyUses(Commands commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    void note(Caller caller) {
        var now = clock.instant();
        long minute = now.getEpochSecond() / 60;
        var noted = minutes.getIfPresent(caller.credentialId());
        if (caller.isSession() || noted != null && noted == minute) {
            return;
        }
        minutes.put(caller.credentialId(), minute);
        Thread.ofVirtual().name("key-use").start(() -> send(caller, new NoteKeyUse(caller.credentialId(), now)));
    }

    private void send(Caller caller, NoteKeyUse use) {
        try {
            commands.keep(caller.actor(), use);
        } catch (RuntimeException e) {
            LOG.warn("The use of API key {} could not be noted: {}", use.keyId(), e.getMessage());
        }
    }
}
