package dev.agentpairing.queryside.freshness;

import java.time.Clock;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import dev.agentpairing.queryside.processor.StoredToken;

/** What runs of this folder: little where the views are written with the events, more where they follow them. */
@Configuration(proxyBeanMethods = false)
@Import({Freshness.WithTheEvents.class, Freshness.BehindTheEvents.class})
public class Freshness {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "pairing.views.tracking", havingValue = false, matchIfMissing = true)
    @Import(AlwaysFresh.class)
    static class WithTheEvents {

        @Bean
        MeterBinder viewsLag() {
            return ViewsLag.NONE;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty("pairing.views.tracking")
    @Import({LocalProgress.class, RemoteProgress.class, FreshnessProjection.class, FreshnessAnswers.class, ReadinessAnswers.class})
    static class BehindTheEvents {

        @Bean
        MeterBinder viewsLag(StoredToken stored, org.axonframework.config.Configuration axon) {
            return new ViewsLag(stored::read, axon::eventStore, Clock.systemUTC()).meters();
        }
    }
}
