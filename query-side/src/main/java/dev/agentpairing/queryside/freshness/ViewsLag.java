package dev.agentpairing.queryside.freshness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/** How far the views are behind the log. Looked at when somebody asks, and once a second at most. */
final class ViewsLag {

    /** The views are written with the events. */
    static final MeterBinder NONE = registry -> register(registry, () -> new Behind(0, Duration.ZERO));

    private static final Duration GOOD_FOR = Duration.ofSeconds(1);
    private static final int ARRIVES_WITHIN_MILLIS = 200;

    private final Supplier<@Nullable TrackingToken> shown;
    private final Supplier<EventStore> log;
    private final Clock clock;
    private Instant looked = Instant.MIN;
    private Behind behind = new Behind(0, Duration.ZERO);

    /** @param shown up to where the views show the log, null for nothing of it */
    ViewsLag(Supplier<@Nullable TrackingToken> shown, Supplier<EventStore> log, Clock clock) {
        this.shown = shown;
        this.log = log;
        this.clock = clock;
    }

    /**
     * @param events at most; of the places in the log some may have stayed empty
     * @param time since the first of them happened
     */
    record Behind(long events, Duration time) {}

    MeterBinder meters() {
        return registry -> register(registry, this::behind);
    }

    private static void register(MeterRegistry registry, Supplier<Behind> behind) {
        Gauge.builder("pairing.views.lag.events", () -> behind.get().events).register(registry);
        TimeGauge.builder("pairing.views.lag", () -> behind.get().time.toMillis(), TimeUnit.MILLISECONDS).register(registry);
    }

    synchronized Behind behind() {
        var now = clock.instant();
        if (looked.isBefore(now.minus(GOOD_FOR))) {
            behind = look(now);
            looked = now;
        }
        return behind;
    }

    private Behind look(Instant now) {
        var token = shown.get();
        long events = Positions.of(log.get().createHeadToken()) - Positions.of(token);
        return events <= 0 ? new Behind(0, Duration.ZERO) : new Behind(events, sinceNext(token, now));
    }

    private Duration sinceNext(@Nullable TrackingToken token, Instant now) {
        try (var events = log.get().openStream(token)) {
            return events.hasNextAvailable(ARRIVES_WITHIN_MILLIS, TimeUnit.MILLISECONDS)
                    ? Duration.between(events.nextAvailable().getTimestamp(), now) : Duration.ZERO;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading the log", e);
        }
    }
}
