package dev.agentpairing.queryside.freshness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.agentpairing.queryside.freshness.ViewsLag.Behind;

import static org.assertj.core.api.Assertions.assertThat;

class ViewsLagTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final EmbeddedEventStore log = EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();
    private final AtomicInteger looks = new AtomicInteger();

    /** Events of noon, a second later, and so on. */
    private void append(int events) {
        for (int i = 0; i < events; i++) {
            log.publish(new GenericDomainEventMessage<>("Any", "a", i, "payload", Map.of(), new UUID(0, i).toString(), NOON.plusSeconds(i)));
        }
    }

    private ViewsLag at(@Nullable TrackingToken shown, Instant now) {
        return new ViewsLag(() -> {
            looks.incrementAndGet();
            return shown;
        }, () -> log, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void views_that_show_everything_are_not_behind() {
        append(3);
        assertThat(at(new GlobalSequenceTrackingToken(2), NOON.plusSeconds(60)).behind()).isEqualTo(new Behind(0, Duration.ZERO));
    }

    @Test
    void an_empty_log_has_nothing_to_show() {
        assertThat(at(null, NOON).behind()).isEqualTo(new Behind(0, Duration.ZERO));
    }

    @Test
    void the_age_is_that_of_the_first_event_that_is_not_shown() {
        append(3);
        assertThat(at(new GlobalSequenceTrackingToken(0), NOON.plusSeconds(60)).behind()).isEqualTo(new Behind(2, Duration.ofSeconds(59)));
    }

    @Test
    void views_that_show_nothing_are_behind_the_whole_log() {
        append(3);
        assertThat(at(null, NOON.plusSeconds(60)).behind()).isEqualTo(new Behind(3, Duration.ofSeconds(60)));
    }

    @Test
    void whoever_asks_for_both_figures_causes_one_look() {
        append(3);
        var registry = new SimpleMeterRegistry();
        at(new GlobalSequenceTrackingToken(0), NOON.plusSeconds(60)).meters().bindTo(registry);
        assertThat(registry.get("pairing.views.lag.events").gauge().value()).isEqualTo(2);
        assertThat(registry.get("pairing.views.lag").timeGauge().value()).isEqualTo(59);
        assertThat(looks).hasValue(1);
    }
}
